"""Tokens of other systems, and the answers that a repeated call gets again."""

from __future__ import annotations

import uuid

from django.db import models

from vuistregel.rows import BoardRow


class ApiToken(BoardRow):
    """A key by which another system acts for a board. Only its hash is kept; `scopes` are "category:verb"."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "-made_at"], name="token_board")]

    def __str__(self) -> str:
        return self.name


class RepeatedCall(BoardRow):
    """A call with an Idempotency-Key: the same key with the same content gets the same answer, and does nothing again.

    The answer is encrypted under the token's own key.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "token", "key"], name="call_once_per_key")]

    def __str__(self) -> str:
        return self.key
