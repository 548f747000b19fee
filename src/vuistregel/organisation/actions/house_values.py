"""A board's own stricter values of norms."""

from __future__ import annotations

from datetime import date
from typing import Any

from vuistregel import norms
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.organisation.events import HouseValueSet
from vuistregel.organisation.models import Board, HouseValue


def _of_board(*, board: Board, **_: Any) -> Subject:
    return Subject(board=board.pk)


@action(category="house_norms", verb="write", subject=_of_board)
def set_house_value(act: Act, *, board: Board, norm: str, value: int, since: date) -> HouseValue:
    """Promise something stricter than the norm. Looser is refused, with the norm and its value as the reason."""
    act.demand(norms.accept_house_value(norms.on(max(since, act.day))[norm], value))
    row, _ = HouseValue.objects.update_or_create(
        board=board, norm=norm, since=since, defaults={"value": value, "norms_release": norms.release()}
    )
    act.record(HouseValueSet(norm=norm, value=str(value), since=since.isoformat()))
    return row
