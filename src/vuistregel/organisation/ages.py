"""Ages on a day. Pure."""

from __future__ import annotations

from datetime import date


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age; born on 29 February, in a common year on 1 March.

    An age is reached at the start of that day (BW 1:2 counts the day of birth; the law's text says 'the age of').
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years on a day."""
    years = day.year - born.year
    return years - (birthday(born, years) > day)
