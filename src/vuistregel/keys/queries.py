"""What other rooms ask of keys: when was a backup last made, and when was it last proven that it can be restored.

`by` is the last day that counts, today when not given: the example's clock may have been in days that are to come.
"""

from __future__ import annotations

from datetime import date, datetime

from vuistregel import clock
from vuistregel.keys.models import BackupRecord


def latest_backup(by: date | None = None) -> datetime | None:
    """When the last complete backup was made, or None when there never was one."""
    return _latest("backup", by=by)


def latest_restore_drill(by: date | None = None) -> datetime | None:
    """When it was last proven that a backup can be restored: a drill that passed, or a real restore."""
    return _latest("drill", "restore", by=by)


def _latest(*kinds: str, by: date | None) -> datetime | None:
    return (
        BackupRecord.objects.filter(kind__in=kinds, finished_at__lt=clock.end_of(by or clock.today()))
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )
