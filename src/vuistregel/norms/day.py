"""The norms of one day, prepared: a look-up is one dictionary access and never has two answers."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from vuistregel.decisions import Decision
from vuistregel.norms.errors import NormAmbiguous, NormLookupError, NormNotInForce, NormUnknown
from vuistregel.norms.house import accept_house_value, as_board_norm
from vuistregel.norms.model import Kind, Norm
from vuistregel.norms.strictness import binding_first
from vuistregel.norms.units import Moment, Value
from vuistregel.words import Words, same

#: While this norm holds, the handbook's answer binds and the law's remark is shown beside it.
HANDBOOK_BINDS = "handbook.binds"


class NormsOfDay:
    """What holds on one day for one scope. Made by `NormBook.on`; asked as `day["age.own-decision"]`."""

    __slots__ = ("_ambiguous", "_known", "_norms", "day", "refused", "release", "sector", "subject")

    def __init__(
        self,
        norms: Iterable[Norm],
        day: date,
        sector: str | None,
        subject: str | None,
        house: Mapping[str, Value],
        release: str,
    ) -> None:
        self.day, self.sector, self.subject, self.release = day, sector, subject, release
        every = tuple(norms)
        self._known: dict[str, Words] = {norm.id: norm.title for norm in every}
        self._norms: dict[str, tuple[Norm, ...]] = {}
        self._ambiguous: dict[str, tuple[Norm, ...]] = {}
        #: Values of the board that do not count on this day, with why.
        self.refused: dict[str, Decision] = {}
        self._fill(every)
        self._apply(house)

    def _fill(self, every: tuple[Norm, ...]) -> None:
        standing: dict[str, list[Norm]] = {}
        for norm in every:
            if norm.regime.computes and norm.in_force(self.day) and norm.scope.covers(self.sector, self.subject):
                standing.setdefault(norm.id, []).append(norm)
        handbook_binds = HANDBOOK_BINDS in standing
        for id_, found in standing.items():
            laws, promises = _nearest(found, Kind.LAW), _nearest(found, Kind.HOUSE)
            if len(laws) > 1 or len(promises) > 1:
                self._ambiguous[id_] = tuple(found)
                continue
            law, promise = (laws[0] if laws else None), (promises[0] if promises else None)
            self._norms[id_] = binding_first(law, promise, handbook_binds=handbook_binds)

    def _apply(self, house: Mapping[str, Value]) -> None:
        for id_, value in house.items():
            binding = self[id_]
            decision = accept_house_value(binding, value)
            if decision:
                self._norms[id_] = (as_board_norm(binding, value), *self._norms[id_])
            else:
                self.refused[id_] = decision

    def __getitem__(self, id_: str) -> Norm:
        """The norm that binds. NormUnknown, NormNotInForce or NormAmbiguous when there is no such one."""
        try:
            return self._norms[id_][0]
        except KeyError:
            raise self._why_not(id_) from None

    def get(self, id_: str) -> Norm | None:
        """The norm that binds, or None where nothing holds. An ambiguous or unknown id raises: it is a mistake."""
        try:
            return self[id_]
        except NormNotInForce:
            return None

    def __contains__(self, id_: object) -> bool:
        return id_ in self._norms

    def __iter__(self) -> Iterator[Norm]:
        return (found[0] for found in self._norms.values())

    def __len__(self) -> int:
        return len(self._norms)

    def value(self, id_: str) -> Any:
        """The binding value as plain data: a number, text, boolean or a fresh list."""
        value = self[id_].value
        return list(value) if isinstance(value, tuple) else value

    def number(self, id_: str) -> int:
        """The binding value where a whole number is meant. ValueError when it is something else."""
        return self[id_].amount

    def timedelta(self, id_: str) -> timedelta:
        """The binding term as an exact length: minutes, hours, days, weeks. ValueError otherwise."""
        return self[id_].timedelta

    def both(self, id_: str) -> tuple[Norm, ...]:
        """Law and promise, the binding one first; a board's own value, when it has one, before them."""
        self[id_]
        return self._norms[id_]

    def law(self, id_: str) -> Norm | None:
        return self._of_kind(id_, Kind.LAW)

    def house(self, id_: str) -> Norm | None:
        """The strictest promise: the board's own value, else that of handbook or house."""
        return self._of_kind(id_, Kind.HOUSE)

    def _of_kind(self, id_: str, kind: Kind) -> Norm | None:
        if self.get(id_) is None:
            return None
        return next((norm for norm in self._norms[id_] if norm.kind is kind), None)

    def until(self, id_: str) -> date | None:
        """The last day on which the binding norm holds; None when no end is known."""
        return self[id_].valid_to

    def add(self, id_: str, start: Moment) -> Moment:
        """`start` plus the term of the norm."""
        return self[id_].add_to(start)

    def before(self, id_: str, end: Moment) -> Moment:
        """`end` minus the term of the norm: the oldest moment that is still in time."""
        return self[id_].before(end)

    def _why_not(self, id_: str) -> NormLookupError:
        where = Words("alle sectoren", "all sectors") if self.sector is None else same(self.sector.upper())
        facts = {"id": id_, "day": self.day.isoformat(), "where": where}
        if id_ in self._ambiguous:
            sectors = sorted({s for norm in self._ambiguous[id_] for s in norm.scope.sectors})
            return NormAmbiguous(_AMBIGUOUS.with_(**facts, sectors=", ".join(sectors)))
        if id_ in self._known:
            return NormNotInForce(_NOT_IN_FORCE.with_(title=self._known[id_], **facts))
        near = difflib.get_close_matches(id_, self._known, n=3)
        return NormUnknown(_UNKNOWN.with_(id=id_) if not near else _UNKNOWN_NEAR.with_(id=id_, near=", ".join(near)))


def _nearest(found: list[Norm], kind: Kind) -> list[Norm]:
    """Those of one kind; a norm for exactly this subject goes before the general one."""
    of_kind = [norm for norm in found if norm.kind is kind]
    return [norm for norm in of_kind if norm.scope.subject] or of_kind


_AMBIGUOUS = Words(
    "De norm '{id}' verschilt op {day} per sector. Vraag hem per sector op: {sectors}.",
    "The norm '{id}' differs between sectors on {day}. Name the sector: {sectors}.",
)
_NOT_IN_FORCE = Words(
    "Op {day} gold deze regel niet: {title} ({where}, norm '{id}'). Dan is er geen antwoord.",
    "On {day} this rule did not hold: {title} ({where}, norm '{id}'). Then there is no answer.",
)
_UNKNOWN = Words("Er is geen norm '{id}'.", "There is no norm '{id}'.")
_UNKNOWN_NEAR = Words(
    "Er is geen norm '{id}'. Bedoelt u een van deze: {near}?",
    "There is no norm '{id}'. Did you mean one of these: {near}?",
)
