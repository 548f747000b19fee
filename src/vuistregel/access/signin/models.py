"""What signing in keeps: open sessions, and one-time links of which only the hash is known here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class OpenSession(models.Model):
    """A sign-in that still holds. Deleting the row ends it, on whatever device it is.

    `factor` is the second step that was taken; empty for whoever needs none, or has none yet.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_sessions")
    way = models.CharField(max_length=20)
    factor = models.CharField(max_length=20, blank=True)
    #: Staff and others have terms of their own.
    staff = models.BooleanField()
    #: What the browser said of itself, in two words; never the whole line, which recognises a device.
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-seen_at"], name="open_session_account")]
        constraints = [models.CheckConstraint(condition=Q(seen_at__gte=F("began_at")), name="open_session_seen_later")]

    def __str__(self) -> str:
        return str(self.key)


class OneTimeLink(models.Model):
    """A way in that works once, until its term. Whoever reads this table cannot use it: both secrets are hashed.

    `asked` binds the codes of one request together: a code counts only where it was asked for.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", "inloggen"
        PASSWORD = "password", "wachtwoord kiezen"
        INVITATION = "invitation", "uitnodiging"
        PERSONAL = "personal", "persoonlijk"

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    #: Either an account, or a person who has none yet: it is made at first use.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="one_time_links"
    )
    person = models.UUIDField(null=True, blank=True)
    board = models.BigIntegerField(default=0, help_text="the board in whose log its use is written; 0 is the house")
    token_hash = models.BinaryField(max_length=32, unique=True)
    code_hash = models.BinaryField(max_length=32)
    asked = models.UUIDField(db_index=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    #: Where a personal link leads; a path of this house.
    there = models.CharField(max_length=200, blank=True)
    #: Until when a personal link that was used or is over still says whose it was, so that a new one can be asked for.
    kept_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["sign_in", "password", "invitation", "personal"]), name="link_purpose"
            ),
            # A code of a letter is found without knowing who typed it, so no two people may have the same one.
            models.UniqueConstraint(fields=["code_hash"], condition=Q(purpose="personal"), name="link_code_once"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(person__isnull=False), name="link_is_for_somebody"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="link_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.pk})"
