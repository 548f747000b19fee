"""An event as a sentence. Names come in at read time; what nobody knows any more is said so, never left blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, get_type_hints
from uuid import UUID

from vuistregel import clock
from vuistregel.evidence import names
from vuistregel.evidence.declaration import Event, kinds
from vuistregel.evidence.values import from_plain
from vuistregel.ui import days, numbers
from vuistregel.words import Words, same

#: Of more persons only so many are named.
_NAMED: Final = 3
_DETAIL: Final = re.compile(r"\{\w+\}")
_YES, _NO = Words("ja", "yes"), Words("nee", "no")
_MOMENT: Final = Words("{day} om {time} uur", "{day} at {time}")
_NOTHING: Final = Words("niets", "nothing")
_NOBODY: Final = Words("niemand", "nobody")
_AND_MORE: Final = Words("{named} en nog {more}", "{named} and {more} more")
_AND: Final = Words("{named} en {last}", "{named} and {last}")
_OTHER_ACTORS: Final = {
    "job": Words("het systeem zelf ({ref})", "the system itself ({ref})"),
    "connector": Words("een ander systeem ({ref})", "another system ({ref})"),
    "operator": Words("de beheerder van de installatie", "the operator of the installation"),
    "visitor": Words("een bezoeker", "a visitor"),
}
_UNDECLARED: Final = Words(
    "{actor} deed iets dat deze versie niet kent: {kind}.",
    "{actor} did something that this version does not know: {kind}.",
)


def sentence(
    kind: str, data: Mapping[str, Any], *, actor: tuple[str, str], persons: Iterable[UUID], known: Mapping[UUID, Words]
) -> Words:
    """The event in words. `data` and `persons` as they were kept, `known` the names that are still known."""
    who = actor_words(*actor, known)
    declared = kinds().get(kind)
    if declared is None:
        return numbers.sentence(_UNDECLARED.with_(actor=who, kind=kind))
    named = declared.says.placeholders & declared.fates.keys()
    values = {name: _field_words(declared, name, data, known) for name in named}
    values |= {"actor": who, "subject": _people(tuple(persons), known)}
    return numbers.sentence(declared.says.with_(**values))


def named(kind: str, data: Mapping[str, Any], persons: tuple[UUID, ...]) -> set[UUID]:
    """Whose names the sentence needs: of an event about a whole school only the first few."""
    declared = kinds().get(kind)
    fields = [name for name, fate in declared.fates.items() if fate.name == "person"] if declared else []
    kept = [value if isinstance(value, list) else [value] for value in map(data.get, fields) if value]
    return {UUID(key) for keys in kept for key in keys[:_NAMED]} | set(persons[:_NAMED])


def outline(kind: str) -> Words:
    """What this kind of event is about: its sentence without actor and details, to choose from a list."""
    declared = kinds().get(kind)
    if declared is None:
        return same(kind)
    return numbers.sentence(Words(_without_details(declared.says.nl), _without_details(declared.says.en)))


def _without_details(text: str) -> str:
    return _DETAIL.sub("…", text.removeprefix("{actor}")).strip(" .")


def actor_words(kind: str, ref: str, known: Mapping[UUID, Words]) -> Words:
    """Who acted."""
    if kind != "person":
        return _OTHER_ACTORS[kind].with_(ref=ref) if kind in _OTHER_ACTORS else same(ref)
    return _person(UUID(ref), known)


def value_words(value: object) -> Words:
    """A value as people write it, in both languages."""
    if isinstance(value, Words):
        return value
    if value is None or value in ("", ()):
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, Enum):
        return value_words(getattr(value, "words", value.value))
    if isinstance(value, datetime):
        there = value.astimezone(clock.AMSTERDAM)
        return _MOMENT.with_(day=days.plain(there.date()), time=f"{there:%H.%M}")
    if isinstance(value, int):
        return numbers.figures(value)
    if isinstance(value, date):
        return days.plain(value)
    if isinstance(value, (tuple, list)):
        return _joined([value_words(part) for part in value], len(value))
    return same(str(value))


def _field_words(declared: type[Event], name: str, data: Mapping[str, Any], known: Mapping[UUID, Words]) -> Words:
    value = from_plain(data.get(name), get_type_hints(declared).get(name))
    if declared.fates[name].name == "person":
        people = value if isinstance(value, tuple) else (() if value is None else (value,))
        return _people(people, known)
    spoken = declared.fates[name].spoken
    return spoken(value) if spoken is not None and isinstance(value, str) and value else value_words(value)


def _people(keys: tuple[UUID, ...], known: Mapping[UUID, Words]) -> Words:
    return _joined([_person(key, known) for key in keys[:_NAMED]], len(keys)) if keys else _NOBODY


def _person(key: UUID, known: Mapping[UUID, Words]) -> Words:
    return known.get(key, names.UNKNOWN)


def _joined(parts: list[Words], number: int) -> Words:
    shown = parts[:_NAMED]
    if number > len(shown):
        return _AND_MORE.with_(named=_commas(shown), more=number - len(shown))
    return shown[0] if number == 1 else _AND.with_(named=_commas(shown[:-1]), last=shown[-1])


def _commas(parts: list[Words]) -> Words:
    return Words(", ".join(p.nl for p in parts), ", ".join(p.en for p in parts))
