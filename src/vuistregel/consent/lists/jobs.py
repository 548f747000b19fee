"""Each day: whoever left or changed group, and whose number a file marked as secret, is taken off copies too (R5.22).

A withdrawal and a protection do so at once, in their own transaction (`recall`).
"""

from __future__ import annotations

from datetime import datetime

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.consent.actions.lists import in_use_since, recall_copies
from vuistregel.jobs import Every, recurring
from vuistregel.organisation.models import Board
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year


@recurring("consent.lists", Every.DAY)
def look_at_copies(actor: Actor, now: datetime) -> int:
    """Hold the copies of this school year against the lists of today; how many names must go."""
    day = clock.day_of(now)
    found = 0
    for board in Board.objects.order_by("pk"):
        year = school_year(board.pk, day, norms_for(board.pk, day))
        copies = in_use_since(board.pk, year.starts)
        if copies:
            found += recall_copies(actor, board=board, copies=copies)
    return found
