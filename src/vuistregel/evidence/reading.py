"""What the log's page says first: how the log stands. Pure: facts in, a sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vuistregel.ui import days
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Verified:
    """The latest verification of a board's log."""

    day: date
    ok: bool
    problems: tuple[Words, ...] = ()


def finding(board: str, events: int, verified: Verified | None, today: date) -> Words:
    """One sentence: is the log whole, and since when do we know? An empty `board` is a reader without a log."""
    if not board:
        return _NO_BOARD
    if not events:
        return _EMPTY.with_(board=board)
    if verified is None:
        return _NEVER.with_(board=board)
    return (_WHOLE if verified.ok else _BROKEN).with_(board=board, day=days.near(verified.day, today))


_NO_BOARD = Words("U kijkt in geen enkel logboek mee.", "There is no log that you may read.")
_EMPTY = Words("In het logboek van {board} staat nog niets.", "The log of {board} is still empty.")
_NEVER = Words("Het logboek van {board} is nog niet nagerekend.", "The log of {board} was not verified yet.")
_WHOLE = Words(
    "Het logboek van {board} is heel. Wij rekenden het {day} na.", "The log of {board} is whole. We verified it {day}."
)
_BROKEN = Words(
    "Het logboek van {board} klopt niet. Dat bleek {day}.", "The log of {board} is not whole. We found that out {day}."
)
