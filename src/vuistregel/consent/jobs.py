"""What the tick does for asking families."""

from __future__ import annotations

from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.clock import day_of
from vuistregel.consent.actions.rounds import remind_round
from vuistregel.consent.models import Round
from vuistregel.consent.rounds.reminders import due
from vuistregel.jobs import Every, recurring


@recurring("consent.reminders", Every.DAY)
def remind_rounds(actor: Actor, now: datetime) -> int:
    """Remind the families of open rounds who did not answer, when it is time."""
    day = day_of(now)
    rounds = Round.objects.filter(state="open").select_related("school__board").order_by("pk")
    return sum(remind_round(actor, round_=each) for each in rounds if due(each, day, lock=False))
