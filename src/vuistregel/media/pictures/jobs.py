"""What the tick does for the workshop."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.jobs import Every, recurring
from vuistregel.media.pictures import sweeping


@recurring("media.originals", Every.DAY)
def clear_originals(actor: Actor, now: datetime) -> int:
    """Destroy the originals whose term has passed, and finished photos that nothing uses."""
    return sweeping.sweep(actor, now)
