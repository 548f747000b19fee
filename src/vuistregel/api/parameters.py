"""What an address and a query may hold, checked before anything is looked up."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Path
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from vuistregel.access.actor import Actor, Subject
from vuistregel.actions import NotHere
from vuistregel.organisation.models import School

#: A BRIN, and the location code where a BRIN has several schools: `99ZZ` or `99ZZ01`.
_BRIN: Final = re.compile(r"[0-9]{2}[A-Za-z]{2}(?:[0-9A-Za-z]{2})?")
#: Days between these can be counted with. No child, file or norm of ours is outside.
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def _day(value: Any) -> Any:
    """Only year-month-day: pydantic would read a bare number as seconds since 1970."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value) if len(value) == 10 else None
    except (TypeError, ValueError):
        day = None
    if day is None or not _FIRST <= day <= _LAST:
        raise PydanticCustomError("day", "year-month-day")
    return day


Day = Annotated[date, BeforeValidator(_day)]
Brin = Annotated[str, Path(examples=["99ZZ"], min_length=4, max_length=6)]
#: Keys of administrations are short; a control character is in none of them.
PupilKey = Annotated[str, Path(examples=["4711"], max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


def place_of(brin: str) -> dict[str, str] | None:
    """`99ZZ` or, with the location, `99ZZ01`, as a look-up; None for what is no BRIN."""
    if not _BRIN.fullmatch(brin):
        return None
    return {"brin": brin[:4].upper(), "location": brin[4:].upper() or "00"}


def of_brin(actor: Actor, brin: str, **_: Any) -> Subject | None:
    """The subject of an operation on a school: only the token's own boards are looked at."""
    place = place_of(brin)
    if place is None:
        return None
    row = School.objects.filter(board__in=actor.boards, **place).values_list("board", "pk").first()
    return None if row is None else Subject(board=row[0], school=row[1])


def actor_of(request: HttpRequest) -> Actor:
    """Who calls; the door has put it there."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def school_of(request: HttpRequest, brin: str) -> School:
    """The school of this call. Raises NotHere."""
    place = place_of(brin)
    rows = School.objects.filter(board__in=actor_of(request).boards).select_related("board")
    row = rows.filter(**place).first() if place else None
    if row is None:
        raise NotHere
    return row
