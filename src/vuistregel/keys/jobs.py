"""What this room does by itself: finish destructions, remove what expired. `tick` runs these."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.jobs import Every, recurring


@recurring("keys.sweep", Every.TICK)
def sweep_often(actor: Actor, now: datetime) -> int:
    """Finish destructions and remove what expired or was left behind by a kill."""
    from vuistregel.keys.sweeping import sweep

    return sum(sweep(now).values())


@recurring("keys.files", Every.DAY)
def sweep_files(actor: Actor, now: datetime) -> int:
    """Remove files that belong to nothing any more."""
    from vuistregel.keys import files

    return files.sweep()
