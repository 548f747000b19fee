"""Who stands around a pupil: guardians, whether they hold authority [gezag], and who may not come near."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vuistregel.organisation.models.people import Person
from vuistregel.organisation.models.pupils import Pupil
from vuistregel.rows import BoardRow, EditableRow


class Authority(models.TextChoices):
    """Parental authority over a pupil. It is asked, never assumed; a guardian [voogd] stands as a parent (RG.4)."""

    YES = "yes", "heeft gezag"
    NO = "no", "heeft geen gezag"
    UNKNOWN = "unknown", "nog niet bevestigd"


class Relation(models.TextChoices):
    MOTHER = "mother", "moeder"
    FATHER = "father", "vader"
    PARENT = "parent", "ouder"
    GUARDIAN = "guardian", "voogd"
    CARER = "carer", "verzorger"
    OTHER = "other", "anders"


class Guardianship(EditableRow):
    """A guardian of a pupil, with what is known about authority and by whom it was confirmed."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="guardianships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    #: The key under which the contact file knows this guardian; per school, reused like a pupil's key.
    key = models.CharField(max_length=256, blank=True)
    relation = models.CharField(max_length=10, choices=Relation.choices, default=Relation.OTHER)
    authority = models.CharField(max_length=7, choices=Authority.choices, default=Authority.UNKNOWN)
    confirmed_on = models.DateField(null=True, blank=True)
    #: What the file said, when it said something: shown beside the question, never taken as the answer.
    claimed = models.CharField(max_length=7, choices=Authority.choices, default=Authority.UNKNOWN)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    #: Keyed digest of what the contact file last said of this pair; empty when somebody typed it here.
    roster_digest = models.BinaryField(max_length=16, default=b"")
    roster_parts = models.BinaryField(max_length=16, default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "pupil", "person"], condition=Q(until__isnull=True), name="guardianship_once_open"
            ),
            models.CheckConstraint(
                condition=Q(authority=Authority.UNKNOWN) | Q(confirmed_on__isnull=False),
                name="guardianship_answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="guardianship_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["board", "person"], name="guardianship_person"),
            models.Index(fields=["board", "pupil"], name="guardianship_pupil"),
        ]

    def __str__(self) -> str:
        return f"guardianship {self.pk}"


class ContactRestriction(BoardRow):
    """Somebody who may have no contact with a pupil, or may not learn something about the pupil.

    `person` when the house knows them; `about` (encrypted under the pupil's key) always says it in words.
    """

    class Kinds(models.TextChoices):
        NO_CONTACT = "no_contact", "geen contact"
        NO_INFORMATION = "no_information", "geen informatie"
        NO_PICKUP = "no_pickup", "niet ophalen"

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="restrictions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="restricted_from")
    kind = models.CharField(max_length=14, choices=Kinds.choices)
    about = models.BinaryField()
    since = models.DateField()
    #: The day on which somebody lifted it. From then on it no longer holds, that day included.
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("since")),
                name="restriction_lifted_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"
