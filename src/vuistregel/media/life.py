"""The lives of a publication and of a task to take something down."""

from __future__ import annotations

from vuistregel.lives import Life, Transition
from vuistregel.words import Words

PUBLICATION = Life(
    name="publication",
    start="draft",
    states={
        "draft": Words("in voorbereiding", "being prepared"),
        "asked": Words("ouders zijn gevraagd", "parents were asked"),
        "published": Words("staat online of is gedrukt", "published"),
        "down": Words("weggehaald", "taken down"),
        "dropped": Words("niet gedaan", "not done"),
    },
    transitions=(
        Transition("draft", "ask", "asked", Words("Vraag het de ouders", "Ask the parents")),
        Transition(
            "draft", "publish", "published", Words("Leg vast dat het er staat", "Record that it is there"), ("allowed",)
        ),
        Transition(
            "asked", "publish", "published", Words("Leg vast dat het er staat", "Record that it is there"), ("allowed",)
        ),
        Transition("draft", "drop", "dropped", Words("Doe het niet", "Do not do it")),
        Transition("asked", "drop", "dropped", Words("Doe het niet", "Do not do it")),
        Transition("published", "take_down", "down", Words("Het is weg", "It is gone"), ("proof",)),
    ),
    facts={
        "allowed": Words("Het mag nog niet: kijk waarom.", "It may not be yet: see why."),
        "proof": Words("Zeg hoe u weet dat het weg is.", "Say how you know that it is gone."),
    },
)
TAKE_DOWN = Life(
    name="take_down",
    start="open",
    states={"open": Words("moet weg", "must go"), "closed": Words("is weg", "is gone")},
    transitions=(Transition("open", "close", "closed", Words("Het is weg", "It is gone"), ("proof",)),),
    facts={"proof": Words("Zeg hoe u weet dat het weg is.", "Say how you know that it is gone.")},
)
ALBUM = Life(
    name="album",
    start="open",
    states={"open": Words("open", "open"), "closed": Words("gesloten", "closed")},
    transitions=(Transition("open", "close", "closed", Words("Sluit het album", "Close the album")),),
    facts={},
)
