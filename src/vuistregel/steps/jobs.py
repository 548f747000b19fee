"""The steps of each day are kept."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.clock import day_of
from vuistregel.jobs import Every, recurring
from vuistregel.steps.history import keep


@recurring("steps.snapshot", Every.TICK)
def keep_today(actor: Actor, now: datetime) -> int:
    """Keep where every school stands today; later ticks of the day write over it, so the last one counts."""
    return keep(day_of(now))
