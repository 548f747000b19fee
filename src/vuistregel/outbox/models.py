"""What leaves the house, as rows: written in the action's transaction, swept later."""

from __future__ import annotations

import uuid

from django.db import models

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.outbox.life import POST


class OutboxItem(models.Model):
    """A mail, letter or web call. Address and text are encrypted under the holder's key; `key` makes it once.

    `board` is empty for what concerns the installation only (a password reset of an account without a board).
    """

    class Kinds(models.TextChoices):
        MAIL = "mail", "e-mail"
        LETTER = "letter", "brief"
        WEBHOOK = "webhook", "bericht aan een systeem"

    board = models.ForeignKey("organisation.Board", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=7, choices=Kinds.choices)
    holder = models.UUIDField()
    recipient = models.BinaryField()
    subject = models.BinaryField()
    body = models.BinaryField()
    #: What a web call carries besides its contents (a signature), sealed as they are; empty for everything else.
    headers = models.BinaryField(null=True, blank=True)
    #: Its maker marked in `body` what opens a door. False: of a release that did not; nobody reads it on a page.
    marked = models.BooleanField(default=False)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=POST.choices, default=POST.start)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: A code, never the other side's words: they can hold personal data.
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="outbox_due"),
            models.Index(fields=["board", "-made_at"], name="outbox_board"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(done_at__isnull=False), name="outbox_sent_has_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class JobRun(models.Model):
    """A daily job that was done for a day; the row is what keeps it from being done twice."""

    name = models.CharField(max_length=60)
    day = models.DateField()
    done_at = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="jobrun_once_per_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


stands_at(OutboxItem, Standing(board="board"))
