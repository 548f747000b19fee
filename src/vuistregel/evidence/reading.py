"""What the log's page says first: how the log stands. Pure, tested like any rule."""

from __future__ import annotations

import json
from datetime import date
from typing import Protocol

from vuistregel import clock
from vuistregel.ui import days, numbers
from vuistregel.words import Words


class Checked(Protocol):
    """The latest verification, as far as the page needs it."""

    at: object
    ok: bool
    problems: str


def finding(board: str, events: int, check: Checked | None, today: date) -> Words:
    """One sentence: is the log whole, and since when do we know?"""
    if not board:
        return _NO_BOARD
    if not events:
        return _EMPTY.with_(board=board)
    if check is None:
        return _NEVER.with_(board=board)
    day = days.near(clock.day_of(check.at), today)  # type: ignore[arg-type]
    return (_WHOLE if check.ok else _BROKEN).with_(board=board, day=day, events=numbers.figures(events))


def told(check: Checked | None) -> list[Words]:
    """The problems that the latest verification found."""
    return [Words(found["nl"], found["en"]) for found in json.loads(check.problems)] if check else []


_NO_BOARD = Words("U kijkt in geen enkel logboek mee.", "There is no log that you may read.")
_EMPTY = Words("In het logboek van {board} staat nog niets.", "The log of {board} is still empty.")
_NEVER = Words("Het logboek van {board} is nog niet nagerekend.", "The log of {board} was not verified yet.")
_WHOLE = Words(
    "Het logboek van {board} is heel. Wij rekenden het {day} na.", "The log of {board} is whole. We verified it {day}."
)
_BROKEN = Words(
    "Het logboek van {board} klopt niet. Dat bleek {day}.", "The log of {board} is not whole. We found that out {day}."
)
