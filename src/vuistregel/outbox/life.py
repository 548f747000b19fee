"""The life of something that leaves the house. Never sent twice: what may have left waits for a person."""

from __future__ import annotations

from vuistregel.lives import Life, Transition
from vuistregel.words import Words

POST = Life(
    name="post",
    start="waiting",
    states={
        "waiting": Words("staat klaar", "waiting"),
        "sending": Words("wordt verstuurd", "being sent"),
        "sent": Words("verstuurd", "sent"),
        "kept": Words("staat klaar, er is geen mailserver", "kept here, there is no mail server"),
        "unsure": Words("misschien verstuurd", "perhaps sent"),
        "failed": Words("niet gelukt", "failed"),
        "dropped": Words("niet verstuurd", "not sent"),
    },
    transitions=(
        Transition("waiting", "claim", "sending", Words("Begin", "Begin")),
        Transition("waiting", "keep", "kept", Words("Bewaar", "Keep")),
        Transition("waiting", "lose", "unsure", Words("Weet het niet", "Lost track")),
        Transition("sending", "send", "sent", Words("Klaar", "Done")),
        Transition("sending", "retry", "waiting", Words("Probeer later", "Try later")),
        Transition("sending", "give_up", "failed", Words("Geef op", "Give up")),
        Transition("sending", "lose", "unsure", Words("Weet het niet", "Lost track")),
        Transition("kept", "again", "waiting", Words("Verstuur alsnog", "Send after all")),
        Transition("failed", "again", "waiting", Words("Probeer opnieuw", "Try again")),
        Transition("unsure", "again", "waiting", Words("Verstuur opnieuw", "Send again")),
        Transition("unsure", "drop", "dropped", Words("Laat zo", "Leave it")),
        Transition("failed", "drop", "dropped", Words("Laat zo", "Leave it")),
        Transition("kept", "drop", "dropped", Words("Laat zo", "Leave it")),
    ),
    facts={},
)
