"""What is left behind or expired in this room, and how it goes; safe to run twice and at any moment."""

from __future__ import annotations

from datetime import datetime

from vuistregel import clock, norms
from vuistregel.keys import destruction, files, spool
from vuistregel.keys.backup import finishing, sqlite


def sweep_all(now: datetime | None = None) -> dict[str, int]:
    """`sweep`, and besides the files: each file is looked at, so once a day is enough."""
    return sweep(now) | {"files": files.sweep()}


def sweep(now: datetime | None = None) -> dict[str, int]:
    """Finish destructions that a kill or a restore left, remove what expired, overwrite what was deleted.

    Returns how much of each there was. The term of the spool is the norm `spool.term`. Raises Tampered when the
    destruction ledger is not as it was written.
    """
    moment = now or clock.now()
    counts = {
        "destroyed": destruction.complete(),
        "forgotten": finishing.finish_if_due(),
        "spool": spool.sweep(moment, norms.on(clock.day_of(moment))["spool.term"].timedelta),
        "copies": sqlite.sweep(),
    }
    destruction.scrub()
    return counts
