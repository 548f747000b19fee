"""The sweep as a recurring job."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.jobs import Every, recurring
from vuistregel.outbox.sweep import sweep


@recurring("outbox.sweep", Every.TICK)
def send_what_is_due(actor: Actor, now: datetime) -> int:
    """Send mail, letters and web calls that are due."""
    return sweep(now)
