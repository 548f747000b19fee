"""A person is somebody whom a board knows; a membership is what somebody is there; an account is a sign-in.

Three things, because a teacher may be a parent, an officer serves three boards, and two guardians share a mailbox.
A person belongs to one board: two controllers never share a row about the same human being.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from vuistregel.rows import BoardRow, EditableRow


class Person(EditableRow):
    """Somebody whom the board knows: pupil, guardian, staff. `key` is the holder of their encryption key."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "access.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="persons", db_index=False
    )
    # As long as the formats of rosters let a text be (256), so that no file breaks on a length.
    given_names = models.CharField(max_length=256, blank=True)
    initials = models.CharField(max_length=256, blank=True)
    prefix = models.CharField(max_length=256, blank=True)
    family_name = models.CharField(max_length=256, blank=True)
    call_name = models.CharField(max_length=256, blank=True)
    #: Dutch names sort by the family name without its prefix; no collation of the database is asked for it.
    sort_key = models.CharField(max_length=800, editable=False, default="")
    birth_date = models.DateField(null=True, blank=True)
    #: Set when it turned out that two rows were one human being; the other row carries on (see PersonMerge).
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from", db_index=False
    )

    class Meta:
        # Few persons have an account or were merged: these two hold those only.
        indexes = [
            models.Index(fields=["board", "birth_date"], name="person_born"),
            models.Index(fields=["board", "sort_key"], name="person_board_sort"),
            models.Index(fields=["account"], condition=Q(account__isnull=False), name="person_with_account"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(call_name="") | ~Q(family_name="") | ~Q(given_names=""), name="person_has_a_name"
            ),
            models.UniqueConstraint(
                fields=["board", "account"], condition=Q(account__isnull=False), name="person_once_per_account"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def name(self) -> str:
        """As people say it: call name, prefix, family name."""
        return " ".join(
            filter(None, (self.call_name or self.given_names or self.initials, self.prefix, self.family_name))
        )

    @property
    def short_name(self) -> str:
        return self.call_name or self.given_names or self.name


class Membership(BoardRow):
    """What a person is at a board or school, from a day until a day, perhaps on behalf of somebody (a substitute)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    school = models.ForeignKey(
        "organisation.School", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    on_behalf_of = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    #: The administration's file says so, and a later file may end it; what somebody granted here only a person ends.
    from_roster = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["board", "school", "role"], name="membership_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_ends_after_start"
            ),
            # Two, because for a database one empty school is not the same as another empty school.
            models.UniqueConstraint(
                fields=["board", "person", "school", "role", "since"],
                condition=Q(school__isnull=False),
                name="membership_once_per_day_at_school",
            ),
            models.UniqueConstraint(
                fields=["board", "person", "role", "since"],
                condition=Q(school__isnull=True),
                name="membership_once_per_day_at_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.pk})"


class ContactKind(models.TextChoices):
    EMAIL = "email", "e-mailadres"
    PHONE = "phone", "telefoonnummer"
    ADDRESS = "address", "adres"


class ContactDetail(BoardRow):
    """One way to reach a person. The value is encrypted under the person's key; `lookup` finds it without showing it.

    `secret` raises it to level 3 (R10.11: a secret number); it is then left out of every list and third-party answer.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=7, choices=ContactKind.choices)
    sealed = models.BinaryField()
    lookup = models.BinaryField(max_length=32)
    secret = models.BooleanField(default=False)
    #: A roster or contact file brought it; the next file replaces it, and nothing that somebody typed here.
    from_roster = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["board", "lookup"], name="contact_lookup")]
        constraints = [
            models.UniqueConstraint(fields=["board", "person", "kind", "lookup"], name="contact_once_per_person"),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"


class RaisedConfidentiality(BoardRow):
    """A field of a person raised to level 3 by circumstances (R10.12): a shelter, a threat, a secret number.

    `why` is encrypted under the person's key. It works at once: whoever lists the field asks here.
    """

    class Fields(models.TextChoices):
        ADDRESS = "address", "adres"
        PHONE = "phone", "telefoonnummer"
        EMAIL = "email", "e-mailadres"
        SCHOOL = "school", "op welke school"
        ALL = "all", "alles"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="raised")
    field = models.CharField(max_length=8, choices=Fields.choices)
    why = models.BinaryField()
    since = models.DateField()
    #: The day on which somebody lowered it again. From then on it no longer holds, that day included.
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("since")), name="raised_lifted_after_start"
            ),
            models.UniqueConstraint(
                fields=["board", "person", "field"], condition=Q(lifted_on__isnull=True), name="raised_once_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} ({self.pk})"


class PersonMerge(BoardRow):
    """Two rows that were one human being, put together by a person, with what is needed to take them apart again.

    `moved` holds row ids per model, never values.
    """

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_away")
    moved = models.JSONField(default=dict)
    merged_on = models.DateField()
    split_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "gone"], condition=Q(split_on__isnull=True), name="merge_once_open"
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class TwoPeople(BoardRow):
    """Two rows that look like one human being and are not: a person said so, and is not asked again (R2.8).

    The lower id stands first, so that a pair is there once.
    """

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="told_apart")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="told_apart_from")
    said_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "one", "other"], name="two_people_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"two people {self.pk}"
