"""The questions of a difference as its page asks them: each by itself, and one answer for all of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vuistregel.organisation.roster.steps import Conflict
from vuistregel.ui import days
from vuistregel.ui.shapes import Option
from vuistregel.words import Words, same

#: Questions of one kind that a page shows in full; for more than these, one answer serves all.
SHOWN: Final = 50
_EMPTY = Words("niets bekend", "nothing known")
_EACH = Words("Per vraag kiezen", "Choose for each question")
_FOR_ALL = Words(
    "Eén antwoord op alle {count} vragen over {what}?", "One answer to all {count} questions about {what}?"
)
_ABOUT: Final = {
    "known_child": Words("leerlingen die wij misschien al kennen", "pupils whom we may know already"),
    "other_child": Words("een nummer van een andere leerling", "a number of another pupil"),
    "known_staff": Words("medewerkers die wij misschien al kennen", "staff whom we may know already"),
    "other_staff": Words("een nummer van een andere medewerker", "a number of another member of staff"),
    "same_guardian": Words("ouders die wij misschien al kennen", "parents whom we may know already"),
    "other_guardian": Words("een nummer van een andere ouder", "a number of another parent"),
    "edited": Words("wat iemand hier zelf veranderde", "what somebody here changed"),
    "authority": Words("gezag dat hier anders is bevestigd", "authority that was confirmed otherwise here"),
}
#: Fields whose value is a day in ISO form.
_DAYS: Final = frozenset({"birth_date", "arrived", "departed"})


@dataclass(frozen=True, slots=True)
class ConflictView:
    conflict: Conflict
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions of one kind. `legend` with `options` asks for one answer to all of them, where that can be."""

    code: str
    legend: Words | None
    options: tuple[Option, ...]
    each: tuple[ConflictView, ...]
    #: How many more there are than `each` shows.
    hidden: int


def questions(conflicts: list[Conflict], choices: Mapping[str, str]) -> tuple[Questions, ...]:
    """All questions by kind, with what was chosen so far."""
    by_code: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_code.setdefault(conflict.code, []).append(conflict)
    return tuple(_of_a_kind(code, found, dict(choices)) for code, found in by_code.items())


def view_of(conflict: Conflict, choices: dict[str, str]) -> ConflictView:
    """One question, its answers described by what they would mean."""
    answer = choices.get(conflict.id)
    sides: dict[str, Any] = {
        "file": conflict.told,
        "house": conflict.known,
        "same": conflict.known,
        "other": conflict.told,
    }
    options = tuple(
        Option(o.value, o.says, _described(sides.get(o.value, ())), chosen=o.value == answer) for o in conflict.options
    )
    return ConflictView(conflict, options)


def shown_value(field: str, value: str) -> Words:
    """A value as people read it: days as words; the rest as it stands."""
    return days.plain(date.fromisoformat(value)) if field in _DAYS else same(value)


def _of_a_kind(code: str, found: list[Conflict], choices: dict[str, str]) -> Questions:
    several = len(found) > 1 and code in _ABOUT
    legend = _FOR_ALL.with_(count=len(found), what=_ABOUT[code]) if several else None
    answer = choices.get(code, "")
    offered = (Option("", _EACH, chosen=not answer),) if len(found) <= SHOWN else ()
    options = (*offered, *(Option(o.value, o.says, chosen=o.value == answer) for o in found[0].options))
    shown = found[:SHOWN] if several else found
    each = tuple(view_of(conflict, choices) for conflict in shown)
    return Questions(code, legend, options if several else (), each, len(found) - len(each))


def _described(pairs: tuple[tuple[str, str], ...]) -> Words:
    shown = [shown_value(field, value) for field, value in pairs if value]
    return Words(", ".join(w.nl for w in shown), ", ".join(w.en for w in shown)) if shown else _EMPTY
