"""All norms of this release, validated, and the norms of a day made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from vuistregel.norms.day import NormsOfDay
from vuistregel.norms.errors import NormErrors, NormUnknown
from vuistregel.norms.load import DATA, load
from vuistregel.norms.model import SECTORS, Difference, Norm, Regime, Shelf, Source
from vuistregel.norms.units import Value
from vuistregel.norms.validate import validate
from vuistregel.words import Words

#: A source is looked up again within this term; see `NormBook.stale`.
CHECK_AGAIN = "norms.checked.max-age"


class NormBook:
    """The norms as read from one folder. Raises NormErrors, with every fault, when the folder is not right."""

    def __init__(self, folder: Path = DATA) -> None:
        loaded = load(folder)
        problems = validate(loaded)
        if problems:
            raise NormErrors(problems)
        self.release: str = loaded.release
        self.norms: tuple[Norm, ...] = tuple(loaded.norms)
        self.sources: Mapping[str, Source] = dict(loaded.sources)
        self.regimes: Mapping[str, Regime] = dict(loaded.regimes)
        self.shelves: tuple[Shelf, ...] = tuple(sorted(loaded.shelves, key=lambda shelf: (shelf.order, shelf.key)))
        self.differences: tuple[Difference, ...] = tuple(loaded.differences)
        self.ids: tuple[str, ...] = tuple(dict.fromkeys(norm.id for norm in self.norms))

    def on(
        self,
        day: date,
        sector: str | None = None,
        subject: str | None = None,
        house: Mapping[str, Value] | tuple[tuple[str, Value], ...] = (),
    ) -> NormsOfDay:
        """What holds on `day`. TypeError for a moment instead of a day, ValueError for an unknown sector.

        `house` holds a board's own values; what is not stricter on that day does not count and stands, with the
        reason, in `NormsOfDay.refused`.
        """
        if isinstance(day, datetime):
            raise TypeError("Norms are asked for a day, not for a moment")
        if sector is not None and sector not in SECTORS:
            raise ValueError(f"Unknown sector '{sector}'; known are {', '.join(SECTORS)}")
        return NormsOfDay(self.norms, day, sector, subject, dict(house), self.release)

    def in_force(self, day: date, id_: str | None = None) -> tuple[Norm, ...]:
        """Every row that holds on `day`, all sectors and proposals included, to show. NormUnknown for a wrong id."""
        if id_ is not None and id_ not in self.ids:
            raise NormUnknown(Words(f"Er is geen norm '{id_}'.", f"There is no norm '{id_}'."))
        return tuple(norm for norm in self.norms if id_ in (None, norm.id) and norm.in_force(day))

    def periods(self, id_: str) -> tuple[Norm, ...]:
        """Every row of one id, in the order of the files."""
        return tuple(norm for norm in self.norms if norm.id == id_)

    def stale(self, day: date) -> tuple[Norm, ...]:
        """Norms in force whose source was looked up too long before `day`, or never."""
        oldest = self.on(day).before(CHECK_AGAIN, day)
        return tuple(n for n in self.in_force(day) if n.checked_on is None or n.checked_on < oldest)
