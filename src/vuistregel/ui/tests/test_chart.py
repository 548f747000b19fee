"""The drawn line: it says what the table says, and it stays inside its frame."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vuistregel.ui import chart
from vuistregel.words import Words

TITLE = Words("Stappen in orde", "Steps in order")
FIRST = date(2026, 8, 10)


def points(*values: int) -> list[chart.Point]:
    return [chart.Point(FIRST + timedelta(days=7 * n), value) for n, value in enumerate(values)]


def test_one_day_is_no_line():
    assert chart.line(points(3), TITLE, total=10) is None
    assert chart.line([], TITLE, total=10) is None


def test_the_sentence_says_where_it_began_and_where_it_stands():
    drawing = chart.line(points(16, 18, 25), TITLE, total=35)
    assert drawing is not None
    assert drawing.description.nl == "Op 10 augustus 2026 waren 16 van de 35 in orde, nu 25."
    assert (drawing.low, drawing.high, drawing.now) == (15, 35, 25)
    assert drawing.now_y == 50.0


def test_a_value_holds_until_the_next_snapshot_says_otherwise():
    drawing = chart.line(points(0, 0, 10), TITLE, total=10)
    assert drawing is not None
    assert drawing.path == "M0 100.0H50.0H100.0V0.0"


def test_months_stand_where_they_begin_and_never_over_each_other():
    drawing = chart.line(points(*range(40)), TITLE, total=40)
    assert drawing is not None
    places = [label.x for label in drawing.months]
    assert drawing.months[0].text.nl == "augustus"
    assert all(after - before >= chart.LABEL_GAP for before, after in pairwise(places))


def test_snapshots_may_come_in_any_order():
    series = points(1, 2, 3, 4)
    assert chart.line(series[::-1], TITLE, total=4) == chart.line(series, TITLE, total=4)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=60), st.integers(1, 60))
def test_the_line_stays_inside_its_frame(values: list[int], total: int):
    drawing = chart.line(points(*values), TITLE, total=total)
    assert drawing is not None
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", drawing.path)]
    assert all(0 <= n <= 100 for n in numbers)
    assert drawing.low <= min(values)
    assert drawing.high >= max(values)
    assert len(drawing.rows) == len(values)
