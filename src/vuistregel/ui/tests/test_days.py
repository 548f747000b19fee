"""Days in words: the weekday always fits the date, and a term is never a bare number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.ui import days

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NL = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def test_a_deadline_says_the_day_with_its_weekday_and_how_long_still():
    words = days.deadline(date(2026, 12, 1), date(2026, 11, 23))
    assert words.nl == "uiterlijk dinsdag 1 december, nog 8 dagen"
    assert words.en == "by Tuesday 1 December, 8 days left"


@pytest.mark.parametrize(
    ("due", "nl", "en"),
    [
        (date(2026, 11, 23), "uiterlijk vandaag", "today at the latest"),
        (date(2026, 11, 24), "uiterlijk dinsdag 24 november, nog 1 dag", "by Tuesday 24 November, 1 day left"),
        (date(2026, 11, 21), "uiterlijk zaterdag 21 november, 2 dagen te laat", "by Saturday 21 November, 2 days late"),
        (date(2027, 1, 4), "uiterlijk maandag 4 januari 2027, nog 42 dagen", "by Monday 4 January 2027, 42 days left"),
    ],
)
def test_a_deadline_near_far_and_past(due: date, nl: str, en: str):
    words = days.deadline(due, date(2026, 11, 23))
    assert (words.nl, words.en) == (nl, en)


@given(DAYS)
def test_the_weekday_fits_the_date(day: date):
    words = days.full(day)
    assert words.nl.split()[0] == NL[day.weekday()]
    assert words.en.split()[0] == day.strftime("%A")
    assert words.nl.split()[1] == words.en.split()[1] == str(day.day)
    assert words.nl.endswith(str(day.year))


@given(DAYS, DAYS)
def test_the_year_is_said_when_it_is_not_this_one(day: date, today: date):
    said = str(day.year) in days.plain(day, today).nl
    assert said == (day.year != today.year)


@given(DAYS, st.integers(-400, 400))
def test_what_remains_counts_the_days_between(today: date, distance: int):
    words = days.remaining(today + timedelta(days=distance), today)
    if distance:
        assert str(abs(distance)) in words.nl.split()
        assert str(abs(distance)) in words.en.split()
    assert ("te laat" in words.nl) == (distance < 0) == ("late" in words.en)
    assert words.nl.startswith("nog") == (distance > 0)


@given(DAYS)
def test_near_days_have_their_own_word(today: date):
    assert days.near(today, today).nl == "vandaag"
    assert days.near(today - timedelta(days=1), today).en == "yesterday"
    assert days.near(today + timedelta(days=1), today).nl == "morgen"
    assert days.near(today + timedelta(days=2), today) == days.plain(today + timedelta(days=2), today)


def test_a_moment_is_said_with_its_clock():
    at = datetime(2026, 11, 23, 6, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert days.moment(at, date(2026, 11, 23)).nl == "vandaag om 6.05 uur"
    assert days.moment(at, date(2026, 12, 23)).en == "23 November at 6.05"


def test_short_days_stand_beside_a_sum():
    assert days.short(date(2026, 12, 1), date(2026, 11, 1)).nl == "di 1 december"
    assert days.short(date(2026, 12, 1), date(2026, 11, 1)).en == "Tue 1 December"


def test_a_period_says_from_and_until_or_since():
    assert days.between(date(2001, 9, 1), date(2018, 5, 25)).nl == "van 1 september 2001 tot 25 mei 2018"
    assert days.between(date(2018, 5, 25), None).en == "since 25 May 2018"


@pytest.mark.parametrize(
    ("hour", "nl"), [(3, "Goedenacht"), (9, "Goedemorgen"), (12, "Goedemiddag"), (22, "Goedenavond")]
)
def test_a_greeting_fits_the_time_of_day(hour: int, nl: str):
    assert days.greeting(datetime(2026, 11, 23, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))).nl == nl
