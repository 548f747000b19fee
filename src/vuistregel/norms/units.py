"""Units of norms: which values they take, how they are said, and how a term is laid on a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from dateutil.relativedelta import relativedelta

from vuistregel.words import Words

Value = int | float | str | bool | tuple[str, ...] | None
Moment = TypeVar("Moment", date, datetime)

_MONTH_DAY: Final = re.compile(r"^\d\d-\d\d(\.\.\d\d-\d\d)?$")
#: Any leap year: a month-day of 29 February is a day that can exist.
_LEAP_YEAR: Final = 2024


class Unit(StrEnum):
    """What a value counts. The words are those of the files and of the JSON."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working days"
    HOURS_IN_4_WEEKS = "hours in 4 weeks"
    EUR = "EUR"
    ITEMS = "items"
    CHARACTERS = "characters"
    PERCENT = "percent"
    MONTH_DAY = "month-day"
    BOOL = "bool"
    RULE = "rule"
    ACT = "act"
    LIST = "list"
    #: The law of the day sets nothing here.
    NONE = "none"
    #: Nothing may be destroyed until a law or list says otherwise.
    HOLD = "hold"

    @property
    def is_amount(self) -> bool:
        """A number that can be more or less."""
        return self in _SAID

    @property
    def is_clock(self) -> bool:
        """An exact length of time: minutes up to weeks."""
        return self in _CLOCK

    @property
    def is_calendar(self) -> bool:
        """A term that can be added to a day."""
        return self in (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)

    def as_timedelta(self, value: float) -> timedelta:
        """An exact length of time. ValueError for months and years, which differ, and for what is no time."""
        if self not in _CLOCK:
            raise ValueError(f"{self.value} is not an exact length of time")
        return _CLOCK[self] * value

    def add_to(self, start: Moment, value: int) -> Moment:
        """`start` plus the term: same day next month, or the last day of a shorter month (EDPB 01/2022, 160-161).

        Minutes and hours want a datetime. ValueError where the unit is no term, or needs a calendar of holidays.
        """
        if self is Unit.MONTHS:
            return start + relativedelta(months=value)
        if self is Unit.YEARS:
            return start + relativedelta(years=value)
        if not self.is_calendar and not isinstance(start, datetime):
            raise ValueError(f"{self.value} cannot be added to a day")
        return start + self.as_timedelta(value)

    def fault(self, value: object) -> str | None:
        """Why this value cannot carry this unit, or None. Booleans are no numbers here."""
        if self.is_amount:
            kinds = (int, float) if self is Unit.EUR else (int,)
            fits = isinstance(value, kinds) and not isinstance(value, bool) and value >= 0
            return None if fits else f"a value in {self.value} is a number of zero or more"
        has_form, demand = _FORMS[self]
        return None if has_form(value) else f"a value of unit {self.value} is {demand}"


_CLOCK: Final = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
}

#: How an amount is said: Dutch singular and plural, English singular and plural. What items are, the title says.
_SAID: Final = {
    Unit.MINUTES: ("minuut", "minuten", "minute", "minutes"),
    Unit.HOURS: ("uur", "uur", "hour", "hours"),
    Unit.DAYS: ("dag", "dagen", "day", "days"),
    Unit.WEEKS: ("week", "weken", "week", "weeks"),
    Unit.MONTHS: ("maand", "maanden", "month", "months"),
    Unit.YEARS: ("jaar", "jaar", "year", "years"),
    Unit.WORKING_DAYS: ("werkdag", "werkdagen", "working day", "working days"),
    Unit.HOURS_IN_4_WEEKS: ("uur in 4 weken", "uur in 4 weken", "hour in 4 weeks", "hours in 4 weeks"),
    Unit.EUR: ("euro", "euro", "euro", "euros"),
    Unit.ITEMS: ("", "", "", ""),
    Unit.CHARACTERS: ("teken", "tekens", "character", "characters"),
    Unit.PERCENT: ("procent", "procent", "percent", "percent"),
}


def said(value: Value, unit: Unit) -> Words | None:
    """The value in words ("4 weken" / "4 weeks"); None where only the norm's own text can say it."""
    if isinstance(value, bool):
        return Words("ja", "yes") if value else Words("nee", "no")
    if unit.is_amount and isinstance(value, (int, float)):
        one_nl, many_nl, one_en, many_en = _SAID[unit]
        nl, en = _number(value)
        noun_nl, noun_en = (one_nl, one_en) if value == 1 else (many_nl, many_en)
        return Words(f"{nl} {noun_nl}".strip(), f"{en} {noun_en}".strip())
    if unit is Unit.MONTH_DAY and isinstance(value, str):
        ends = [_day_words(part) for part in value.split("..")]
        return Words(" tot en met ".join(w.nl for w in ends), " to ".join(w.en for w in ends))
    return None


def length_in_days(value: float, unit: Unit) -> tuple[float, float] | None:
    """The shortest and the longest that this term can be; None where the unit is no length of time."""
    if unit.is_clock:
        exact = unit.as_timedelta(value) / timedelta(days=1)
        return exact, exact
    if unit in (Unit.MONTHS, Unit.YEARS):
        return _extremes(int(value), unit)
    return None


@cache
def _extremes(value: int, unit: Unit) -> tuple[float, float]:
    """Tried on every starting day of four years, so that leap years and short months are all in it."""
    first = date(_LEAP_YEAR, 1, 1)
    starts = [first + timedelta(days=n) for n in range(4 * 365 + 1)]
    lengths = [(unit.add_to(start, value) - start).days for start in starts]
    return float(min(lengths)), float(max(lengths))


def _is_month_day(text: object) -> bool:
    if not isinstance(text, str) or not _MONTH_DAY.match(text):
        return False
    try:
        for part in text.split(".."):
            date.fromisoformat(f"{_LEAP_YEAR}-{part}")
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(_is_text(item) for item in value)


#: What a value must be that is no amount, and how that demand is said.
_FORMS: Final[dict[Unit, tuple[Callable[[object], bool], str]]] = {
    Unit.BOOL: (lambda value: isinstance(value, bool), "true or false"),
    Unit.LIST: (_is_list, "a list of texts"),
    Unit.MONTH_DAY: (_is_month_day, "'MM-DD' or 'MM-DD..MM-DD'"),
    Unit.NONE: (lambda value: value is None, "empty"),
    Unit.HOLD: (lambda value: value is None, "empty"),
    Unit.RULE: (_is_text, "a text"),
    Unit.ACT: (_is_text, "a text"),
}

_MONTHS_NL: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day_words(month_day: str) -> Words:
    month, day = (int(part) for part in month_day.split("-"))
    return Words(f"{day} {_MONTHS_NL[month - 1]}", f"{day} {_MONTHS_EN[month - 1]}")


def _number(value: float) -> tuple[str, str]:
    """Dutch and English spelling: 22,50 and 22.50; 20.000.000 and 20,000,000."""
    english = f"{value:,}" if isinstance(value, int) or value == int(value) else f"{value:,.2f}"
    english = english.removesuffix(".0")
    return english.translate(str.maketrans(",.", ".,")), english
