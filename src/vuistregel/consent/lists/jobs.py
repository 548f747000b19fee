"""Each day: whoever left or changed group, and whose number a file marked as secret, is taken off copies too (R5.22).

A withdrawal and a protection do so at once, in their own transaction (`recall`).
"""

from __future__ import annotations

from datetime import datetime

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.consent.actions.contact_data import settle_taken_over
from vuistregel.consent.actions.lists import in_use_since, recall_copies
from vuistregel.consent.lists.corrections import changed_since
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


@recurring("consent.corrections", Every.TICK)
def look_at_corrections(actor: Actor, now: datetime) -> int:
    """Close what parents corrected and the administration brought in since; one query while nothing came."""
    boards = Board.objects.filter(pk__in=set(changed_since().values_list("board", flat=True)))
    return sum(settle_taken_over(actor, board=board) for board in boards.order_by("pk"))
