"""Where the log asks for names. It keeps keys only; the room that knows the people registers here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from uuid import UUID

from vuistregel.words import Words, same

PeopleSource = Callable[[set[UUID]], Mapping[UUID, str]]
KindSource = Callable[[set[UUID]], Mapping[UUID, str]]
BoardSource = Callable[[], Mapping[int, str]]
#: May the reader see data of this category of the matrix?
Reads = Callable[[str], bool]

#: Shown for a key that no room knows any more: the person was erased.
UNKNOWN: Final = Words("iemand die niet meer bekend is", "someone who is no longer known")
#: The chain of the house itself (board 0).
HOUSE: Final = Words("het huis zelf", "the house itself")

#: How a person is called to whoever may not know who it is, by the kind of data that the name is.
_VEILED: Final = {
    "roster": Words("een leerling", "a pupil"),
    "contact": Words("een ouder", "a parent"),
    "staff": Words("een medewerker", "a member of staff"),
}
_SOMEONE: Final = Words("iemand", "someone")

_people: list[PeopleSource] = []
_kinds: list[KindSource] = []
_boards: list[BoardSource] = []


def register(source: PeopleSource) -> PeopleSource:
    """A source of display names by person key, asked in one go per page. May be used as a decorator."""
    if source not in _people:
        _people.append(source)
    return source


def register_kinds(source: KindSource) -> KindSource:
    """A source of what a name is, by person key: a category of the matrix. May be used as a decorator."""
    if source not in _kinds:
        _kinds.append(source)
    return source


def register_boards(source: BoardSource) -> BoardSource:
    """A source of the boards' names by id. May be used as a decorator."""
    if source not in _boards:
        _boards.append(source)
    return source


def of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Names by key; a key without a name is absent."""
    wanted = set(keys)
    found: dict[UUID, str] = {}
    for source in _people:
        if wanted - found.keys():
            found.update(source(wanted - found.keys()))
    return found


def shown(keys: Iterable[UUID], reads: Reads | None = None) -> dict[UUID, Words]:
    """Names as this reader may know them: who is of a kind that they do not read, is `een leerling` (R10.4).

    Without `reads` everything is shown: for whoever runs the machine. A name of no kind is for readers of staff.
    """
    found = of(keys)
    if reads is None:
        return {key: same(name) for key, name in found.items()}
    kinds = {key: kind for source in _kinds for key, kind in source(set(found)).items()}
    return {
        key: same(name) if reads(kinds.get(key, "staff")) else _VEILED.get(kinds.get(key, ""), _SOMEONE)
        for key, name in found.items()
    }


def boards() -> dict[int, str]:
    """Names of all boards by id."""
    return {board: name for source in _boards for board, name in source().items()}
