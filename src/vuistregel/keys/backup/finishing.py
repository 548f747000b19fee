"""What follows once restored databases stand: whoever was destroyed since is destroyed again, and the rooms are told.

A mark on disk is made before anything is replaced and goes when all of that is done. Who is killed on the way leaves it
to the next process of the house, which does it before it works (`access.commands.enter_house`), or to the next sweep.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from vuistregel import clock, norms
from vuistregel.keys import destruction, locks
from vuistregel.keys.backup import hooks
from vuistregel.keys.models import BackupRecord

_DATA = "default"


@dataclass(frozen=True, slots=True)
class Finished:
    """When it was done, and how many holders of the ledger had their rows deleted once more."""

    at: datetime
    again: int


def begin(label: str, made_at: datetime) -> None:
    """Called just before restored data take the place of the present ones."""
    _mark().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _mark().with_suffix(".half")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump({"label": label, "made_at": made_at.isoformat(), "before": _identity()}, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(_mark())


def finish() -> Finished:
    """Do what follows, once restored databases stand. Safe to repeat. Raises Tampered, or what a room raises."""
    mark = json.loads(_mark().read_text() or "{}")
    destruction.complete()
    again = destruction.forget_rows()
    at = clock.now()
    if mark.get("before") != _identity():
        label = mark.get("label", "")
        for tell in hooks.after_restore:
            tell(at, label)
        BackupRecord.objects.create(
            kind="restore",
            label=label,
            made_at=datetime.fromisoformat(mark["made_at"]) if mark else at,
            finished_at=at,
            norms_release=norms.release(),
        )
    _mark().unlink()
    return Finished(at, again)


def finish_if_due() -> int:
    """Finish a restore that was killed; how many holders' rows were deleted once more."""
    if not _mark().exists():
        return 0
    # Of processes that start together one finishes, and the others wait for it.
    with locks.alone(_mark().with_name("finishing.lock")):
        return finish().again if _mark().exists() else 0


def is_due() -> bool:
    """Whether a restore began and what follows it was not all done."""
    return _mark().exists()


def _identity() -> int | None:
    """Which database the data are in: another one after they were replaced."""
    # Here, since every command looks for the mark, and only a restore asks this.
    from vuistregel.keys.backup import postgres, sqlite

    on_postgres = connections[_DATA].vendor == "postgresql"
    return postgres.identity(_DATA) if on_postgres else sqlite.identity(_DATA)


def _mark() -> Path:
    return Path(settings.ENVIRONMENT.var) / "ledger" / "replay-is-due"
