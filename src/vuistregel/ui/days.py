"""Days and moments in words, with the weekday, in both languages. No Django, no clock: `today` is passed in.

A term is never a bare number of days: it is a day with its weekday, and then how long still.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from vuistregel.words import Words

_WEEKDAYS_NL: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_NL: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month(day: date) -> Words:
    return Words(_MONTHS_NL[day.month - 1], _MONTHS_EN[day.month - 1])


def weekday(day: date) -> Words:
    return Words(_WEEKDAYS_NL[day.weekday()], _WEEKDAYS_EN[day.weekday()])


def plain(day: date, today: date | None = None) -> Words:
    """`1 december 2026`; without the year when it is this year's day."""
    year = "" if today is not None and day.year == today.year else f" {day.year}"
    return Words(f"{day.day} {month(day).nl}{year}", f"{day.day} {month(day).en}{year}")


def full(day: date, today: date | None = None) -> Words:
    """`dinsdag 1 december 2026`; without the year when it is this year's day."""
    return Words("{weekday} {day}", "{weekday} {day}").with_(weekday=weekday(day), day=plain(day, today))


def short(day: date, today: date | None = None) -> Words:
    """`di 1 december`: beside a sum of dates, where the column is narrow."""
    name = weekday(day)
    rest = plain(day, today)
    return Words(f"{name.nl[:2]} {rest.nl}", f"{name.en[:3]} {rest.en}")


def near(day: date, today: date) -> Words:
    """A day as one says it: `vandaag`, `gisteren`, `morgen`, else the date."""
    distance = (day - today).days
    close = {
        -1: Words("gisteren", "yesterday"),
        0: Words("vandaag", "today"),
        1: Words("morgen", "tomorrow"),
    }
    return close.get(distance) or plain(day, today)


def remaining(due: date, today: date) -> Words:
    """How long still: `nog 8 dagen`, `vandaag`, `2 dagen te laat`."""
    days = (due - today).days
    if days == 0:
        return Words("vandaag", "today")
    many = Words("dag", "day") if abs(days) == 1 else Words("dagen", "days")
    form = (
        Words("nog {number} {days}", "{number} {days} left")
        if days > 0
        else Words("{number} {days} te laat", "{number} {days} late")
    )
    return form.with_(number=abs(days), days=many)


def deadline(due: date, today: date) -> Words:
    """`uiterlijk dinsdag 1 december, nog 8 dagen`. On the day itself: `uiterlijk vandaag`.

    'Uiterlijk' includes the day; say `vóór` only where the day itself is too late.
    """
    if due == today:
        return Words("uiterlijk vandaag", "today at the latest")
    return Words("uiterlijk {day}, {remaining}", "by {day}, {remaining}").with_(
        day=full(due, today), remaining=remaining(due, today)
    )


def latest(due: date, today: date) -> Words:
    """The deadline without its countdown, for the margin: `vandaag`, `uiterlijk 1 december`."""
    if due == today:
        return Words("vandaag", "today")
    return Words("uiterlijk {day}", "by {day}").with_(day=plain(due, today))


def moment(at: datetime, today: date) -> Words:
    """`vandaag om 6.00 uur`, `3 november om 14.05 uur`. The moment is already in the time of the reader."""
    clock = f"{at.hour}.{at.minute:02d}"
    return Words("{day} om {clock} uur", "{day} at {clock}").with_(day=near(at.date(), today), clock=clock)


def between(start: date, end: date | None) -> Words:
    """`van 1 september 2001 tot 25 mei 2018` (the end itself no longer counts), `sinds 25 mei 2018` without an end."""
    if end is None:
        return Words("sinds {start}", "since {start}").with_(start=plain(start))
    return Words("van {start} tot {end}", "from {start} until {end}").with_(start=plain(start), end=plain(end))


def greeting(at: datetime) -> Words:
    """What one says on entering at this time of day."""
    if at.hour < 6:
        return Words("Goedenacht", "Good night")
    if at.hour < 12:
        return Words("Goedemorgen", "Good morning")
    if at.hour < 18:
        return Words("Goedemiddag", "Good afternoon")
    return Words("Goedenavond", "Good evening")
