"""What was published with somebody, and where: the room of media registers, the own page shows it.

@published_from
def publications(persons, day): ...   # {person id: [Published(...), …]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel.ui.shapes import Text


@dataclass(frozen=True, slots=True)
class Published:
    """One thing that was published: what, where, since when. `taken_down`: the day on which it was taken away.

    It names nobody else and holds no picture.
    """

    title: Text
    where: Text
    on: date
    taken_down: date | None = None


Source = Callable[[Collection[int], date], Mapping[int, Sequence[Published]]]
_sources: list[Source] = []


def published_from(source: Source) -> Source:
    """Register who knows what was published. One call answers for any number of persons."""
    _sources.append(source)
    return source


def is_known() -> bool:
    """Does any room keep this? Without one the page says that it is not kept here, not that there is nothing."""
    return bool(_sources)


def published_with(persons: Collection[int], day: date) -> dict[int, list[Published]]:
    """By person, the newest first."""
    found: dict[int, list[Published]] = defaultdict(list)
    for source in _sources:
        for person, items in source(persons, day).items():
            found[person] += items
    return {person: sorted(items, key=lambda item: item.on, reverse=True) for person, items in found.items()}
