"""What the tick does for albums: whatever is past its last day closes, and what stood in it is taken down."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.jobs import Every, recurring
from vuistregel.media.albums import closing


@recurring("media.albums", Every.TICK)
def close_albums(actor: Actor, now: datetime) -> int:
    """Close the albums of a school year that ended, and finish a closing that was cut short."""
    return closing.sweep(actor, now)
