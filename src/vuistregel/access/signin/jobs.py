"""What signing in leaves behind, the tick takes away: links that are over, sessions that ended by themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.utils import timezone

from vuistregel import norms
from vuistregel.access.actor import Actor
from vuistregel.access.signin import links
from vuistregel.access.signin.models import OpenSession
from vuistregel.clock import day_of
from vuistregel.jobs import Every, recurring


@recurring("signin.links", Every.TICK)
def sweep_links(actor: Actor, now: datetime) -> int:
    """Take away one-time links that can no longer be used."""
    return links.sweep(now)


@recurring("signin.sessions", Every.DAY)
def sweep_sessions(actor: Actor, now: datetime) -> int:
    """Take away sessions whose term has passed and whose owner never came back to be told."""
    day = norms.on(day_of(now))
    # Sessions are measured in real time (sessions.py), whatever day the example shows.
    moment = timezone.now()
    over = Q(pk__in=[])
    for who, staff in (("staff", True), ("guardian", False)):
        over |= Q(staff=staff, began_at__lte=moment - day.timedelta(f"signin.session.absolute.{who}"))
    SessionStore.clear_expired()
    return OpenSession.objects.filter(over).delete()[0]
