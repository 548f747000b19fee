"""A line through a year, as numbers that a template draws in SVG: steps in order, per day. No Django.

All positions are percentages of the drawing (0 left or top, 100 right or bottom), so that the drawing stretches
without a script and without an inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from vuistregel.ui import days
from vuistregel.words import Words

#: Names of months closer together than this (percent of the width) would overlap on a phone.
LABEL_GAP: Final = 20.0
#: The drawn line takes this share of the width; the figures stand to its right.
DRAWN: Final = 88.0


@dataclass(frozen=True, slots=True)
class Point:
    """What a day's snapshot said."""

    day: date
    value: int


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    text: Words


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws: the path, the scale, the months, and the sentences that say the same."""

    path: str
    low: int
    high: int
    now: int
    now_y: float
    months: tuple[Label, ...]
    title: Words
    description: Words
    rows: tuple[Point, ...]

    @property
    def now_stands_apart(self) -> bool:
        """Whether the figure of now is far enough from the ends of the scale to be drawn beside them."""
        return 14 <= self.now_y <= 86


def line(points: Sequence[Point], title: Words, *, total: int) -> Chart | None:
    """The chart of a series, or None when there are fewer than two days: one dot is no line.

    `total` is the top of the scale (all steps in scope). The bottom is a round number below the lowest day.
    """
    if len(points) < 2:
        return None
    ordered = tuple(sorted(points, key=lambda p: p.day))
    high = max(total, *(p.value for p in ordered))
    low = _bottom(min(p.value for p in ordered), high)
    first, last = ordered[0], ordered[-1]
    return Chart(
        path=_path(ordered, low, high),
        low=low,
        high=high,
        now=last.value,
        now_y=_y(last.value, low, high),
        months=_months(first.day, last.day),
        title=title,
        description=_sentence(ordered, total),
        rows=ordered,
    )


def _bottom(lowest: int, high: int) -> int:
    """Zero for a small scale; else a multiple of five below the lowest, so that small changes are seen."""
    return 0 if high <= 10 else max(0, (lowest - 1) // 5 * 5)


def _x(day: date, first: date, last: date) -> float:
    return round(100 * (day - first).days / max(1, (last - first).days), 1)


def _y(value: int, low: int, high: int) -> float:
    return round(100 - 100 * (value - low) / max(1, high - low), 1)


def _path(points: Sequence[Point], low: int, high: int) -> str:
    """A line in steps: a value holds until the next snapshot says otherwise."""
    first, last = points[0].day, points[-1].day
    moves = [f"M0 {_y(points[0].value, low, high)}"]
    for before, point in pairwise(points):
        moves.append(f"H{_x(point.day, first, last)}")
        if point.value != before.value:
            moves.append(f"V{_y(point.value, low, high)}")
    return "".join(moves)


def _months(first: date, last: date) -> tuple[Label, ...]:
    """The names of the months where they begin, as many as fit; the first day's month always."""
    labels = [Label(0.0, days.month(first))]
    day = first
    while True:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if day > last:
            return tuple(labels)
        x = round(_x(day, first, last) * DRAWN / 100, 1)
        if x - labels[-1].x >= LABEL_GAP and x <= DRAWN - LABEL_GAP / 2:
            labels.append(Label(x, days.month(day)))


def _sentence(points: Sequence[Point], total: int) -> Words:
    first, last = points[0], points[-1]
    text = Words(
        "Op {day} waren {then} van de {total} in orde, nu {now}.",
        "On {day} {then} of the {total} were in order, now {now}.",
    )
    return text.with_(day=days.plain(first.day), then=first.value, total=total, now=last.value)
