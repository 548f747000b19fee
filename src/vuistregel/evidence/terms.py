"""`until(norm)` values are kept sealed for the norm's term: then the key of their board and month is destroyed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min

from vuistregel import norms
from vuistregel.evidence.declaration import kinds
from vuistregel.evidence.models import LogEvent
from vuistregel.evidence.sealing import month_holder


def expire(today: date) -> int:
    """Destroy the keys of months whose term has passed on `today`; returns how many. Safe to repeat.

    A term that grew since counts as it is today. The ledger of destruction names each key and the norm.
    """
    from vuistregel.keys import destruction, holders

    due: dict[str, list[UUID]] = defaultdict(list)
    for norm, holder in _months_due(today):
        due[norm].append(holder)
    return sum(
        destruction.destroy_many(list(holders.existing_keys(found)), why="evidence.month", norm=norm)
        for norm, found in due.items()
    )


def _months_due(today: date) -> Iterator[tuple[str, UUID]]:
    wanted = {
        (kind, fate.norm) for kind, event in kinds().items() for fate in event.fates.values() if fate.name == "until"
    }
    for kind, norm in sorted(wanted):
        term: Any = norms.on(today).get(norm)
        if term is None:
            continue  # no term holds today: nothing is due, and the ten steps show that the norm is missing
        firsts = (
            LogEvent.objects.filter(kind=kind)
            .values("board_id")
            .annotate(first=Min("at"))
            .values_list("board_id", "first")
        )
        for board_id, first in firsts:
            for month in _months(first.astimezone(UTC), today):
                if term.add_to(_last_day(month)) < today:
                    yield norm, month_holder(board_id, norm, f"{month:%Y-%m}")


def _months(first: datetime, today: date) -> Iterator[date]:
    month = first.date().replace(day=1)
    while month < today:
        yield month
        month = _last_day(month) + timedelta(days=1)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
