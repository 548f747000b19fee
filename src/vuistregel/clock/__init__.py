"""The one clock of the house. Days are days in Europe/Amsterdam; rules never ask it, they are given a day.

The example can move it (`tick --on DATE`), so that anyone can watch a birthday or a reminder. Outside the example
nothing can: `moved_to` answers None there without asking the database.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, aware, in Amsterdam. On a moved clock: this time of day on the day that the example shows."""
    real = datetime.now(AMSTERDAM)
    day = moved_to()
    return real if day is None else datetime.combine(day, real.timetz())


def today() -> date:
    """Today in Amsterdam."""
    return now().date()


def real_day() -> date:
    """Today outside the example: by the clock of the machine, wherever the example's clock stands."""
    return datetime.now(AMSTERDAM).date()


def day_of(moment: datetime) -> date:
    """The day in Amsterdam on which a moment fell."""
    return moment.astimezone(AMSTERDAM).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return datetime.combine(day, time.min, AMSTERDAM)


def end_of(day: date) -> datetime:
    """The first moment after a day in Amsterdam."""
    return start_of(day + timedelta(days=1))


def moved_to() -> date | None:
    """The day to which the example moved the clock, or None."""
    from django.conf import settings

    if not settings.EXAMPLE:
        return None
    from vuistregel.clock.models import MovedClock

    return MovedClock.objects.values_list("day", flat=True).first()


def move(day: date | None) -> None:
    """Move the example's clock to a day, or back to real time with None. Raises ClockStands outside the example."""
    from django.conf import settings

    if not settings.EXAMPLE:
        raise ClockStands("Only the example's clock can be moved; this house keeps real time.")
    from vuistregel.clock.models import MovedClock

    if day is None:
        MovedClock.objects.all().delete()
    else:
        MovedClock.objects.update_or_create(pk=1, defaults={"day": day})


class ClockStands(Exception):
    """Somebody tried to move the clock of a real house."""
