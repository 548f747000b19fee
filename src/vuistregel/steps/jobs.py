"""The steps of each day are kept."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.clock import day_of
from vuistregel.jobs import Every, recurring
from vuistregel.steps.history import keep_what_changed


@recurring("steps.snapshot", Every.TICK)
def keep_today(actor: Actor, now: datetime) -> int:
    """Keep where every school stands today; a later tick writes over it where something changed, so the last counts."""
    return keep_what_changed(day_of(now))
