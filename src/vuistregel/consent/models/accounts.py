"""Accounts of a class at a social medium, and what was found when they were held against the agreements (R8.9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from vuistregel.consent.accounts.rules import Outcome
from vuistregel.consent.models.channels import Channel
from vuistregel.organisation.models import Person
from vuistregel.rows import BoardRow, EditableRow


class ClassAccount(EditableRow):
    """An account of one class at a medium of another company, for one school year.

    `name` is its address or what it is called there. Each change raises `version`, and what was found of an earlier
    version holds no longer. `key` is the holder of the key of what was said about it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="class_accounts")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="class_accounts")
    group = models.ForeignKey("organisation.Group", on_delete=models.PROTECT, related_name="class_accounts")
    name = models.CharField(max_length=200)
    managers = models.ManyToManyField(Person, through="AccountManager", related_name="class_accounts")
    year_starts = models.DateField()
    year_ends = models.DateField()
    registered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    registered_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "board", "channel", Lower("name"), condition=Q(closed_on__isnull=True), name="class_account_once_open"
            ),
            models.CheckConstraint(condition=Q(year_ends__gt=F("year_starts")), name="class_account_year_ends_later"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("registered_on")),
                name="class_account_closed_after_start",
            ),
        ]
        indexes = [models.Index(fields=["board", "school", "closed_on"], name="class_account_of_school")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BoardRow):
    """Somebody who has the password of a class's account."""

    account = models.ForeignKey(ClassAccount, on_delete=models.CASCADE, related_name="managed_by")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "account", "person"], name="account_manager_once")]

    def __str__(self) -> str:
        return f"manager {self.pk}"


class AccountFinding(BoardRow):
    """What somebody found of an account: it fits the agreements, it does not, or it is gone. Never changed.

    `version`, `audience` and `provider` are what was looked at. `said` holds the evidence, sealed under the account.
    """

    account = models.ForeignKey(ClassAccount, on_delete=models.CASCADE, related_name="findings")
    outcome = models.CharField(max_length=7, choices=[(o.value, o.value) for o in Outcome])
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    audience = models.CharField(max_length=6)
    provider = models.CharField(max_length=80)
    said = models.BinaryField()
    norms_release = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[o.value for o in Outcome]), name="account_finding_outcome_known"
            )
        ]
        indexes = [models.Index(fields=["board", "account", "-id"], name="account_finding_newest")]

    def __str__(self) -> str:
        return f"{self.outcome} ({self.pk})"
