"""The law and the handbook as dated data, and the few pure functions that read it. No Django, no clock.

from vuistregel import norms
day = norms.on(date(2026, 11, 10), sector="po")
day["age.own-decision"].value
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from vuistregel.norms.book import NormBook
from vuistregel.norms.compare import Pair, then_and_now
from vuistregel.norms.day import NormsOfDay
from vuistregel.norms.errors import (
    NormAmbiguous,
    NormErrors,
    NormLookupError,
    NormNotInForce,
    NormUnknown,
    Problem,
)
from vuistregel.norms.house import accept_house_value
from vuistregel.norms.json_shape import as_json
from vuistregel.norms.model import SECTORS, Difference, Kind, Norm, Scope, Stricter, Verification
from vuistregel.norms.units import Unit, Value

__all__ = [
    "SECTORS",
    "Difference",
    "Kind",
    "Norm",
    "NormAmbiguous",
    "NormBook",
    "NormErrors",
    "NormLookupError",
    "NormNotInForce",
    "NormUnknown",
    "NormsOfDay",
    "Pair",
    "Problem",
    "Scope",
    "Stricter",
    "Unit",
    "Value",
    "Verification",
    "accept_house_value",
    "as_json",
    "book",
    "differences",
    "on",
    "release",
    "then_and_now",
]

#: Days times sectors times boards with values of their own that stay prepared; one is some tens of kilobytes.
_PREPARED_DAYS = 2048


@cache
def book() -> NormBook:
    """The norms that this version carries, validated once per process. NormErrors names every fault."""
    return NormBook()


def release() -> str:
    """The name of this release of the norms, kept with each term and decision that is made by it."""
    return book().release


def differences() -> tuple[Difference, ...]:
    """Where handbook and today's law answer differently, in the order of the requirements."""
    return book().differences


def on(
    day: date, sector: str | None = None, subject: str | None = None, house: Mapping[str, Value] | None = None
) -> NormsOfDay:
    """What holds on `day`; see `NormBook.on`. Prepared once per day and scope, so that asking again is cheap."""
    if house:
        return _prepared(day, sector, subject, tuple(sorted(house.items())))
    return _prepared(day, sector, subject, ())


@lru_cache(maxsize=_PREPARED_DAYS)
def _prepared(day: date, sector: str | None, subject: str | None, house: tuple[tuple[str, Value], ...]) -> NormsOfDay:
    return book().on(day, sector, subject, house)
