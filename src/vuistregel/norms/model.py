"""What a norm is: one value of one rule, in one period, for one scope, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from vuistregel.norms.units import Moment, Unit, Value, said
from vuistregel.words import Words

#: Primary, special primary, special secondary and secondary education.
SECTORS: Final = ("po", "so", "vso", "vo")


class Kind(StrEnum):
    """A law (or the word of the supervisor), or a promise of handbook, sector or board."""

    LAW = "law"
    HOUSE = "house"


class Stricter(StrEnum):
    """Which direction of the value protects the person more."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class Verification(StrEnum):
    """Whether text and date were read (`verified`), in part, or come from memory."""

    VERIFIED = "verified"
    PARTLY = "partly"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files something stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a norm is: no sectors means every sector; a subject narrows it to one kind of institution or thing."""

    sectors: tuple[str, ...] = ()
    subject: str | None = None

    def covers(self, sector: str | None, subject: str | None) -> bool:
        """Whether it may answer a look-up. Without a sector every sector is looked at; a subject must be named."""
        sector_fits = sector is None or not self.sectors or sector in self.sectors
        return sector_fits and (self.subject is None or self.subject == subject)

    def meets(self, other: Scope) -> bool:
        """Whether some school could fall under both."""
        mine, theirs = self.sectors or SECTORS, other.sectors or SECTORS
        return self.subject == other.subject and not set(mine).isdisjoint(theirs)

    def __iter__(self) -> Iterator[str]:
        return iter(self.sectors)


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of law or promise: its name, whether it is law, and whether the house may compute with it."""

    key: str
    name: Words
    kind: Kind
    computes: bool


@dataclass(frozen=True, slots=True)
class Norm:
    """One row of the norms. `until` is the last day it holds; no `valid_from` means undated, thus always.

    `value` is in `unit`; lists are tuples. `prevails` marks a promise that binds beside a law with which it cannot be
    measured. `gap` says that the time without this norm before `valid_from` is meant.
    """

    id: str
    title: Words
    text: Words
    value: Value
    unit: Unit
    scope: Scope
    regime: Regime
    stricter: Stricter
    article: str
    reference: Words
    sources: tuple[str, ...]
    place: Place
    shelf: str
    valid_from: date | None = None
    valid_to: date | None = None
    checked_on: date | None = None
    verification: Verification = Verification.VERIFIED
    handbook: tuple[str, ...] = ()
    handbook_lines: str | None = None
    chapter: int | None = None
    note: Words | None = None
    prevails: bool = False
    gap: bool = False

    @property
    def kind(self) -> Kind:
        return self.regime.kind

    @property
    def verified(self) -> bool:
        return self.verification is Verification.VERIFIED

    @property
    def display(self) -> Words:
        """The value in words; where a value cannot be said shortly, the norm's own text."""
        return said(self.value, self.unit) or self.text

    @property
    def timedelta(self) -> timedelta:
        """The term as an exact length. ValueError for months, years and what is no time."""
        return self.unit.as_timedelta(self.amount)

    @property
    def amount(self) -> int:
        """The value as a whole number. ValueError when it is none."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise ValueError(f"{self.id} is not a whole number but {self.unit.value}")

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def add_to(self, start: Moment) -> Moment:
        """`start` plus this term. ValueError where it is no term that can be added."""
        return self.unit.add_to(start, self.amount)

    def before(self, end: Moment) -> Moment:
        """`end` minus this term: what happened earlier is older than the norm allows."""
        return self.unit.add_to(end, -self.amount)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a norm was read: a law, a page, the handbook, a promise."""

    key: str
    title: Words
    url: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """One file of norms: a subject that a lawyer looks for."""

    key: str
    title: Words
    order: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Where handbook and law of today answer differently: both answers, and since when today's binds."""

    key: str
    subject: Words
    handbook: Words
    today: Words
    since: date
    norms: tuple[str, ...]
    scenarios: tuple[str, ...]
    place: Place
