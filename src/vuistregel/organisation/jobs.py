"""What the tick does for this room."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.jobs import Every, recurring
from vuistregel.organisation.roster import runs, work


@recurring("roster.sweep", Every.TICK)
def sweep_rosters(actor: Actor, now: datetime) -> int:
    """Clean up files that nobody took in before their term passed."""
    return runs.sweep(actor, now)


@recurring("roster.read", Every.TICK)
def read_what_was_left(actor: Actor, now: datetime) -> int:
    """Read files that no worker took up, or whose reader was killed."""
    return work.take_up(now)
