"""The marks of the house: form first, then the word, and colour only repeats it. No Django.

`marks.svg` holds the drawings; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vuistregel.decisions import Outcome
from vuistregel.words import Words


class Tone(StrEnum):
    """What a colour repeats. NONE takes the colour of the text around it."""

    NONE = ""
    OK = "ok"
    NO = "no"
    HEED = "heed"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawing with its word. The word always stands beside it, or is its name where it stands alone."""

    icon: str
    tone: Tone
    word: Words


class UnknownMark(ValueError):
    """Somebody asked for a drawing that is not in marks.svg."""


# fmt: off
ICONS: Final = frozenset({
    "krul", "check", "no", "stop", "unsure", "heed", "clock", "ask", "na", "none", "clash", "skip", "plus", "pencil",
    "out", "same", "lock", "left", "right", "down", "home", "schools", "inbox", "box", "book", "photo", "group",
    "person", "face", "data", "shield", "log", "doc", "phone", "mail", "list", "key", "calendar", "download", "upload",
    "send", "search", "print", "exit", "enter",
})
# fmt: on

#: A step of a school. `not_in_order` shows a circled count in the place of a mark.
STEPS: Final = {
    "in_order": Mark("krul", Tone.OK, Words("in orde", "in order")),
    "not_in_order": Mark("no", Tone.NO, Words("open", "open")),
    "not_applicable": Mark("na", Tone.MUTE, Words("n.v.t.", "n/a")),
    "no_checks": Mark("none", Tone.MUTE, Words("nog niets om te controleren", "nothing to check yet")),
}

#: A check within a step.
CHECKS: Final = {
    "holds": Mark("check", Tone.OK, Words("In orde", "In order")),
    "fails": Mark("no", Tone.NO, Words("Niet in orde", "Not in order")),
    "soon": Mark("heed", Tone.HEED, Words("Let op", "Mind this")),
    "none": Mark("none", Tone.MUTE, Words("Nog niets om te controleren", "Nothing to check yet")),
}

#: A decision, as the one answer of a page.
DECISIONS: Final = {
    Outcome.YES: Mark("krul", Tone.OK, Words("Ja, dit mag.", "Yes, you may.")),
    Outcome.NO: Mark("stop", Tone.NO, Words("Nee, zo niet.", "No, not like this.")),
    Outcome.CANNOT_SAY: Mark("unsure", Tone.HEED, Words("Nog niet te zeggen.", "Cannot be said yet.")),
}

#: Whose turn it is.
TURNS: Final = {
    "yours": Mark("ask", Tone.NONE, Words("vraagt uw oordeel", "asks for your judgement")),
    "theirs": Mark("clock", Tone.HEED, Words("nog niets", "nothing yet")),
}

#: What a file would change.
DIFFERENCES: Final = {
    "new": Mark("plus", Tone.NONE, Words("nieuw", "new")),
    "changed": Mark("pencil", Tone.NONE, Words("veranderd", "changed")),
    "departed": Mark("out", Tone.NONE, Words("niet meer in het bestand", "no longer in the file")),
    "conflict": Mark("clash", Tone.HEED, Words("vraagt uw keuze", "asks for your choice")),
    "unchanged": Mark("same", Tone.NONE, Words("gelijk gebleven", "unchanged")),
    "not_taken_over": Mark("skip", Tone.MUTE, Words("niet overgenomen", "not taken over")),
}

#: The tone of a notice after an action.
NOTICES: Final = {
    "ok": Mark("check", Tone.OK, Words("Gelukt", "Done")),
    "no": Mark("no", Tone.NO, Words("Niet gelukt", "Not done")),
    "heed": Mark("heed", Tone.HEED, Words("Let op", "Mind this")),
    "plain": Mark("ask", Tone.NONE, Words("Ter informatie", "For your information")),
}


def icon(name: str) -> str:
    """The name itself when it is drawn; raises UnknownMark when it is not."""
    if name not in ICONS:
        raise UnknownMark(f"There is no mark {name!r} in marks.svg; draw it there and name it in ui/marks.py.")
    return name
