"""Then and now beside each other: what held on one day, what holds on another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vuistregel.norms.book import NormBook
from vuistregel.norms.model import Norm
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Pair:
    """One id on two days: every row that holds, of all sectors, or of the one that was asked for."""

    id: str
    title: Words
    shelf: str
    then: tuple[Norm, ...]
    now: tuple[Norm, ...]

    @property
    def changed(self) -> bool:
        """Whether the answer changed; a new article with the same value and text is no change for a reader."""
        return _answers(self.then) != _answers(self.now)


def then_and_now(book: NormBook, then: date, now: date, sector: str | None = None) -> tuple[Pair, ...]:
    """Pairs in the order of the shelves, for every id that holds on at least one of the two days."""
    order = {shelf.key: place for place, shelf in enumerate(book.shelves)}
    pairs = [_pair(book.periods(id_), then, now, sector) for id_ in book.ids]
    standing = [pair for pair in pairs if pair.then or pair.now]
    return tuple(sorted(standing, key=lambda pair: order[pair.shelf]))


def _pair(periods: tuple[Norm, ...], then: date, now: date, sector: str | None) -> Pair:
    mine = [n for n in periods if sector is None or not n.scope.sectors or sector in n.scope.sectors]
    return Pair(
        id=periods[0].id,
        title=periods[0].title,
        shelf=periods[0].shelf,
        then=tuple(n for n in mine if n.in_force(then)),
        now=tuple(n for n in mine if n.in_force(now)),
    )


def _answers(norms: tuple[Norm, ...]) -> set[tuple[object, ...]]:
    return {(norm.kind, norm.scope, norm.value, norm.unit, norm.text) for norm in norms}
