"""School years: which one holds a day. By default it starts on the day of the norm `schoolyear.start` (T31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vuistregel.norms import NormsOfDay
from vuistregel.organisation.models import SchoolYear
from vuistregel.words import Words, same


@dataclass(frozen=True, slots=True)
class Year:
    """A school year; both days belong to it."""

    starts: date
    ends: date

    @property
    def name(self) -> Words:
        return same(f"{self.starts.year}-{self.ends.year}")

    def holds(self, day: date) -> bool:
        return self.starts <= day <= self.ends


def school_year(board: int, day: date, norms: NormsOfDay) -> Year:
    """The school year of a board that holds a day: its own where it set one, else by the norm. One query."""
    own = SchoolYear.objects.filter(board=board, starts__lte=day, ends__gte=day).order_by("starts").first()
    return Year(own.starts, own.ends) if own else year_by_norm(day, str(norms.value("schoolyear.start")))


def year_by_norm(day: date, month_day: str) -> Year:
    """The school year that holds a day, when each starts on this month and day (`08-01`)."""
    month, first = map(int, month_day.split("-"))
    start = date(day.year, month, first)
    if start > day:
        start = start.replace(year=day.year - 1)
    return Year(start, start.replace(year=start.year + 1) - timedelta(days=1))
