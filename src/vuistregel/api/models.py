"""Tokens of other systems, the answers that a repeated call gets again, and who is told of changed consents."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from vuistregel.access.visibility import Standing, stands_at
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
    #: A day, not a moment: enough to see that nobody uses it any more, and written at most once a day.
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "-made_at"], name="token_board")]
        constraints = [
            # Two open tokens of one name could not be told apart; a form that is sent twice makes one.
            models.UniqueConstraint(
                fields=["board", "name"], condition=Q(ended_at__isnull=True), name="token_name_once_while_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RepeatedCall(BoardRow):
    """A call with an Idempotency-Key: the same key with the same content gets the same answer, and does nothing again.

    Without `status` it is under way, or its process died. The answer is encrypted under the token's own key.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "token", "key"], name="call_once_per_key"),
            models.CheckConstraint(
                condition=Q(status__isnull=True, answer__isnull=True) | Q(status__isnull=False, answer__isnull=False),
                name="call_answered_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.status}"


class Subscription(BoardRow):
    """Another system that hears when a consent begins or ends, at one school or (`school` empty) all of a board.

    `secret` signs what it gets and lies sealed under `key`; whoever made the subscription saw it once.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    secret = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "ended_at"], name="subscription_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "url"], condition=Q(ended_at__isnull=True), name="subscription_once_while_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


stands_at(ApiToken, Standing(board="board"))
stands_at(Subscription, Standing(board="board"))
