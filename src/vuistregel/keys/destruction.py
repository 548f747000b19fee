"""Destroying a holder's key: what it sealed can never be read again, by anyone, in any copy that is left.

First the line in the ledger, on disk; then the row, overwritten in the file. A process that is killed between the two
leaves the intention, and `complete` (part of every sweep) finishes it. The key store is a database of its own, so a
destruction cannot be rolled back with the caller's transaction: call it after the commit, or from the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction

from vuistregel import clock
from vuistregel.keys import ledger, replay
from vuistregel.keys.errors import KeyMissing
from vuistregel.keys.holders import BATCH, in_batches
from vuistregel.keys.models import DestroyedHolder, HolderKey, StoredFile
from vuistregel.keys.router import ALIAS


def destroy(holder: UUID, *, why: str, norm: str | None) -> None:
    """Destroy one holder's key, with its files. Doing it again changes nothing.

    Raises KeyMissing for a holder that never had a key.
    """
    destroy_many([holder], why=why, norm=norm)


def destroy_many(holders: Iterable[UUID], *, why: str, norm: str | None) -> int:
    """Destroy many holders' keys for one reason; returns how many had not been destroyed before.

    Raises KeyMissing, with nothing done, when one of them never had a key. `why` holds no personal data.
    """
    wanted = list(dict.fromkeys(holders))
    kinds: dict[UUID, str] = {}
    for batch in in_batches(wanted, BATCH):
        kinds |= dict(HolderKey.objects.filter(holder__in=batch).values_list("holder", "kind"))
        gone = set(DestroyedHolder.objects.filter(holder__in=batch).values_list("holder", flat=True))
        for holder in batch:
            if holder not in kinds and holder not in gone:
                raise KeyMissing(holder)
    living = [(holder, kinds[holder]) for holder in wanted if holder in kinds]
    if living:
        _delete(ledger.append(living, why=why, norm=norm, at=clock.now()))
    return len(living)


def complete() -> int:
    """Carry out what the ledger says and the key store has not done: after a kill, or after a restore.

    Returns how many holders were still to be destroyed. Raises Tampered when the ledger is not to be trusted.
    """
    # Each destroyed holder comes from a line of its own: as many of them as lines means that all was done.
    if DestroyedHolder.objects.count() == ledger.last_number():
        return 0
    done = set(DestroyedHolder.objects.values_list("holder", flat=True).iterator())
    waiting = [line for line in ledger.lines() if line.holder not in done]
    _delete(waiting)
    return len(waiting)


def forget_rows() -> int:
    """Ask every room to delete the rows of all persons that the ledger names; returns how many were named."""
    named = list(dict.fromkeys(line.holder for line in ledger.lines()))
    for batch in in_batches(named, BATCH):
        with transaction.atomic():
            for forget in replay.registered():
                forget(batch)
    return len(named)


def scrub() -> None:
    """Overwrite what deleted rows left in the write-ahead logs of SQLite. A busy reader only delays it to the next one.

    PostgreSQL keeps deleted rows in pages and log for a while; what is left there of a key is wrapped and opens only
    with a board key: rotate that to be rid of it.
    """
    for connection in connections.all():
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _delete(entries: Sequence[ledger.Line]) -> None:
    for batch in in_batches(entries, BATCH):
        holders = [line.holder for line in batch]
        with transaction.atomic(using=ALIAS):
            files = list(StoredFile.objects.filter(holder__in=holders))
            StoredFile.objects.filter(holder__in=holders).delete()
            HolderKey.objects.filter(holder__in=holders).delete()
            DestroyedHolder.objects.bulk_create(
                [DestroyedHolder(holder=line.holder, line=line.number, at=line.at) for line in batch],
                ignore_conflicts=True,
            )
        for file in files:
            stored_path(file.board, file.file).unlink(missing_ok=True)
    if entries:
        scrub()


def stored_path(board: UUID, file: UUID) -> Path:
    """Where a sealed file lies: never under an address that the web server shows."""
    return Path(settings.ENVIRONMENT.var) / "files" / str(board) / file.hex[:2] / file.hex
