"""The life of a round. Closed it can be looked at; what families answer goes on being kept."""

from __future__ import annotations

from vuistregel.lives import Life, Transition
from vuistregel.words import Words

ROUND = Life(
    name="round",
    start="draft",
    states={
        "draft": Words("klaar om te versturen", "ready to be sent"),
        "open": Words("verstuurd", "sent"),
        "closed": Words("afgesloten", "closed"),
        "dropped": Words("niet verstuurd", "not sent"),
    },
    transitions=(
        Transition("draft", "open", "open", Words("Verstuur", "Send"), ("somebody",)),
        Transition("draft", "drop", "dropped", Words("Verstuur dit niet", "Do not send this")),
        Transition("open", "close", "closed", Words("Sluit af", "Close")),
    ),
    facts={"somebody": Words("iemand die gevraagd kan worden", "somebody who can be asked")},
)
