"""A restore brings back ways in that were closed since the backup: they are all closed once more.

Which sessions were ended and which links were used after the backup is no longer known then. So nobody is signed in any
more, and every one-time link is over, also one that nobody used: it can be asked for again.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.keys.backup import hooks


def close_ways_in(at: datetime, label: str) -> None:
    """End every session and every one-time link of the restored house. Safe to repeat."""
    with transaction.atomic():
        OpenSession.objects.all().delete()
        OneTimeLink.objects.all().delete()
        Session.objects.all().delete()


def join_backups() -> None:
    """Take part in restoring."""
    if close_ways_in not in hooks.after_restore:
        hooks.after_restore.append(close_ways_in)
