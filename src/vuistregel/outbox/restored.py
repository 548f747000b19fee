"""A restore brings back mail that was waiting when the backup was made, and has most likely left since.

Nothing is sent twice by itself: a person decides about each. Webhooks may go again; who hears one twice sees that by
its number.
"""

from __future__ import annotations

from datetime import datetime

from vuistregel.keys.backup import hooks
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem


def leave_mail_to_a_person(at: datetime, label: str) -> None:
    """Mail that waits, or was on its way, is perhaps sent. Safe to repeat."""
    waiting = OutboxItem.objects.filter(kind="mail", state__in=("waiting", "sending"))
    # Only what an earlier release has too: the restored database may wait for its upgrade.
    for item in waiting.only("state"):
        POST.move(item, "lose", trouble="restored")


def join_backups() -> None:
    """Take part in restoring."""
    if leave_mail_to_a_person not in hooks.after_restore:
        hooks.after_restore.append(leave_mail_to_a_person)
