"""The log's tables. No foreign keys: what it refers to may go, the log stays.

Only `statements.py` writes LogEvent, LogPerson and LogHead; the database refuses to change or delete the first two.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LogEvent(models.Model):
    """One thing that was done. `board_id` 0 is the house itself; `seq` counts from 1 per board without gaps."""

    pk = models.CompositePrimaryKey("board_id", "seq")
    board_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    event = models.UUIDField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=20)
    actor_ref = models.CharField(max_length=100)
    norms_release = models.CharField(max_length=100)
    correlation = models.UUIDField(null=True)
    decision = models.TextField()
    data = models.TextField()
    sealed = models.TextField()
    persons = models.TextField()
    prev = models.BinaryField()
    mac = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["board_id", "kind", "seq"], name="evidence_kind")]

    def __str__(self) -> str:
        return f"{self.board_id}/{self.seq} {self.kind}"


class LogPerson(models.Model):
    """Which person an event concerns."""

    pk = models.CompositePrimaryKey("board_id", "person", "seq")
    board_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    person = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.board_id}/{self.seq} {self.person}"


class LogHead(models.Model):
    """The end of a board's chain: the row that writers queue for."""

    board_id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    prev = models.BinaryField()
    mac = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.board_id}/{self.seq}"


class LogCheck(models.Model):
    """One verification: of the whole installation (`board_id` None) or, within it, of one board."""

    at = models.DateTimeField()
    board_id = models.BigIntegerField(null=True)
    ok = models.BooleanField()
    events = models.BigIntegerField()
    problems = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["board_id", "-at"], name="evidence_check_latest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {'ok' if self.ok else 'not ok'}"
