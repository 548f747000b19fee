"""Where the log asks for names. It keeps keys only; the room that knows the people registers here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from uuid import UUID

from vuistregel.words import Words

PeopleSource = Callable[[set[UUID]], Mapping[UUID, str]]
BoardSource = Callable[[], Mapping[int, str]]

#: Shown for a key that no room knows any more: the person was erased.
UNKNOWN: Final = Words("iemand die niet meer bekend is", "someone who is no longer known")
#: The chain of the house itself (board 0).
HOUSE: Final = Words("het huis zelf", "the house itself")

_people: list[PeopleSource] = []
_boards: list[BoardSource] = []


def register(source: PeopleSource) -> PeopleSource:
    """A source of display names by person key, asked in one go per page. May be used as a decorator."""
    if source not in _people:
        _people.append(source)
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


def boards() -> dict[int, str]:
    """Names of all boards by id."""
    return {board: name for source in _boards for board, name in source().items()}
