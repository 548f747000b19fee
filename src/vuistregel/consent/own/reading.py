"""What a reader sent in from the own page: choices held against what is asked now. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vuistregel.consent.actions import Reply
from vuistregel.consent.own.people import Right
from vuistregel.consent.own.sheets import NO, YES, Line, Sheet
from vuistregel.consent.rules import Answer
from vuistregel.words import Words

CHANGED_TEXT = Words(
    "De tekst van deze vraag is veranderd terwijl u koos. Lees hem nog eens en druk daarna op Bewaar.",
    "The text of this question changed while you were choosing. Please read it again, then press Save.",
)
UNREADABLE = Words(
    "Dit antwoord konden wij niet lezen. Kies ja of nee.", "We could not read this answer. Choose yes or no."
)
GONE = Words(
    "Een vraag op uw scherm stelt de school niet meer. Dat antwoord is niet bewaard.",
    "The school no longer asks a question that was on your screen. That answer was not kept.",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field `a-<about>-<question>` as it came in."""

    about: str
    question: int
    value: str

    @property
    def key(self) -> str:
        return f"{self.about}-{self.question}"


def fields_in(posted: Mapping[str, str]) -> list[Field]:
    """The choices in a form; what is no choice of ours is passed over."""
    found = []
    for name, value in posted.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "a" and parts[2].isdigit() and len(parts[2]) < 12:
            found.append(Field(parts[1], int(parts[2]), value[:10]))
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What can be kept of one sheet, and the lines that must be shown again with why."""

    sheet: Sheet
    replies: tuple[tuple[Line, Reply], ...] = ()
    again: tuple[Line, ...] = ()


def taken(sheet: Sheet, fields: Iterable[Field], posted: Mapping[str, str]) -> Taken:
    """Sort the choices of one sheet into replies and lines to show again."""
    lines = {line.key: line for line in sheet.lines}
    replies, again = [], []
    for field in fields:
        line = lines.get(field.key)
        if line is None:
            continue
        if field.value not in (YES, NO):
            again.append(replace(line, error=UNREADABLE))
        elif posted.get(f"t-{line.key}") != line.shown:
            again.append(replace(line, choice=field.value, error=CHANGED_TEXT))
        else:
            replies.append((line, _reply(sheet, line, field.value, posted)))
    return Taken(sheet, tuple(replies), tuple(again))


def _reply(sheet: Sheet, line: Line, value: str, posted: Mapping[str, str]) -> Reply:
    carried = sheet.same and line.carry is not None and value == line.was
    return Reply(
        line.question,
        _answer(sheet, line, value),
        saw=min(_number(posted.get(f"w-{line.key}", "")), line.saw),
        text=line.question.text,
        carried_from=line.carry if carried else None,
    )


def _answer(sheet: Sheet, line: Line, value: str) -> Answer:
    """A no after an own yes takes that yes back."""
    if value == YES:
        return Answer.GIVEN
    shared = sheet.about.right is Right.SHARED
    return Answer.WITHDRAWN if shared or line.answered is Answer.GIVEN else Answer.REFUSED


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 19 else 0
