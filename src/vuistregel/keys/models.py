"""What the key store keeps. It lives in the database `keys`, without relations to the main database.

Nothing here can be read without a board key from the environment, and none of it is a person's data: holders are
numbers, keys are wrapped.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

KINDS = ("person", "file", "dossier")


class BoardKeyMark(models.Model):
    """The fingerprint of a board key that wrapped something here, or of the log's key: see `marks`."""

    name = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.BinaryField()


class WrappedKey(models.Model):
    """A key of 32 bytes, wrapped under the board key called `board_key`, and the board that it belongs to."""

    board_key = models.CharField(max_length=64)
    wrapped = models.BinaryField()

    class Meta:
        abstract = True


class HolderKey(WrappedKey):
    """The key of a person, file or dossier. Its row is deleted when the holder's data must never be read again."""

    holder = models.UUIDField(primary_key=True)
    board = models.UUIDField()
    kind = models.CharField(max_length=8)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="keys_holder_kind")]


class IndexKey(WrappedKey):
    """The key of a board's blind look-ups. It never changes, so that rotation of the board key breaks no look-up."""

    board = models.UUIDField(primary_key=True)


class SpoolKey(WrappedKey):
    """The key of one temporary storage, and how many parts of each of its streams are complete."""

    spool = models.UUIDField(primary_key=True, default=uuid.uuid4)
    board = models.UUIDField()
    parts = models.JSONField(default=dict)
    made_at = models.DateTimeField()


class DestroyedHolder(models.Model):
    """A holder whose key was destroyed, and the line of the ledger that says so."""

    holder = models.UUIDField(primary_key=True)
    line = models.PositiveIntegerField()
    at = models.DateTimeField()


class StoredFile(models.Model):
    """A sealed file in the data folder. `sha256` is of the sealed bytes: it proves them, and tells nothing."""

    file = models.UUIDField(primary_key=True, default=uuid.uuid4)
    board = models.UUIDField()
    holder = models.UUIDField(db_index=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()


class BackupRecord(models.Model):
    """A backup, restore or drill that was completed. `label` is the backup's own name, without its folder."""

    kind = models.CharField(max_length=8)
    label = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    data_bytes = models.PositiveBigIntegerField(default=0)
    keys_bytes = models.PositiveBigIntegerField(default=0)
    data_sha256 = models.CharField(max_length=64, blank=True)
    keys_sha256 = models.CharField(max_length=64, blank=True)
    norms_release = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("backup", "restore", "drill")), name="keys_backup_kind")
        ]
        indexes = [models.Index(fields=["kind", "finished_at"], name="keys_backup_latest")]
