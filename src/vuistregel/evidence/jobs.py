"""What the log does by itself: anchor, verify, and forget what was kept for a term. `tick` runs these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vuistregel.access.actor import Actor
from vuistregel.clock import day_of
from vuistregel.evidence import log, logkey, results, terms
from vuistregel.evidence.verify import verify
from vuistregel.jobs import Every, recurring
from vuistregel.keys.backup import hooks
from vuistregel.words import Words


@recurring("evidence.anchor", Every.DAY)
def anchor_daily(actor: Actor, now: datetime) -> int:
    """Write the end of every board's log outside the database."""
    return 1 if log.anchor(now) else 0


@recurring("evidence.verify", Every.DAY)
def verify_daily(actor: Actor, now: datetime) -> int:
    """Verify the whole log and keep the result; returns how many problems there are."""
    report = verify()
    results.store(report, now, whole=True)
    return len(report.problems)


@recurring("evidence.forget", Every.DAY)
def forget_daily(actor: Actor, now: datetime) -> int:
    """Destroy the keys of what was sealed for a term that has passed."""
    return terms.expire(day_of(now))


def join_backups() -> None:
    """Take part in restoring: note what a restore lost, and verify the copy in a drill."""
    hooks.after_restore.append(_note_restore)
    hooks.drill_checks.append(_verify_copy)


def _note_restore(at: datetime, label: str) -> None:
    logkey.require()
    log.note_restore(at, label)


def _verify_copy() -> Sequence[Words]:
    """The chains of a restored copy. It lies behind the anchors by its nature, so these say nothing about it."""
    try:
        logkey.require()
    except logkey.WrongLogKey as wrong:
        return [wrong.words]
    return [found.text for found in verify(with_outside=False).problems]
