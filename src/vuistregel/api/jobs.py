"""What this room does by itself: forget answers that nobody asks for again."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.api.once import sweep
from vuistregel.jobs import Every, recurring


@recurring("api.sweep", Every.TICK)
def forget_answers(actor: Actor, now: datetime) -> int:
    """Forget the answers that were kept for repeated calls, once their term has passed."""
    return sweep(now)
