"""What other rooms ask of keys: when was a backup last made, and when was it last proven that it can be restored."""

from __future__ import annotations

from datetime import datetime

from vuistregel.keys.models import BackupRecord


def latest_backup() -> datetime | None:
    """When the last complete backup was made, or None when there never was one."""
    return _latest("backup")


def latest_restore_drill() -> datetime | None:
    """When it was last proven that a backup can be restored: a drill that passed, or a real restore."""
    return _latest("drill", "restore")


def _latest(*kinds: str) -> datetime | None:
    return (
        BackupRecord.objects.filter(kind__in=kinds)
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )
