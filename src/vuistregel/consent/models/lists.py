"""Contact lists as they were handed out, and what parents say once a year about how to reach them (R5.18-R5.22)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vuistregel.organisation.models import ContactKind
from vuistregel.rows import BoardRow


class ListCopy(BoardRow):
    """One copy of a contact list that somebody made to hand out. It holds no contact data, only who stood on it.

    `number` counts per group and kind, and stands on the copy itself.
    """

    class Kinds(models.TextChoices):
        PHONE = "phone_list", "telefoonlijst"
        TREE = "phone_tree", "belboom"
        ADDRESS = "address_list", "adreslijst"

    class Forms(models.TextChoices):
        PAPER = "paper", "afdruk"
        PDF = "pdf", "PDF"
        SHEET = "xlsx", "rekenblad"

    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("organisation.Group", on_delete=models.PROTECT, related_name="list_copies")
    kind = models.CharField(max_length=12, choices=Kinds.choices)
    form = models.CharField(max_length=5, choices=Forms.choices)
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    language = models.CharField(max_length=2, default="nl")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "group", "kind", "number"], name="list_copy_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["phone_list", "phone_tree", "address_list"]), name="list_copy_kind_known"
            ),
            models.CheckConstraint(condition=Q(form__in=["paper", "pdf", "xlsx"]), name="list_copy_form_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ListedPerson(BoardRow):
    """A child who stood on a copy. `gone_on`: since when they should not; `removed_on`: the maker did so (R5.22)."""

    copy = models.ForeignKey(ListCopy, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    gone_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "copy", "person"], name="listed_once_per_copy"),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(gone_on__isnull=False), name="listed_removed_after_gone"
            ),
        ]
        indexes = [models.Index(fields=["board", "person"], name="listed_person")]

    def __str__(self) -> str:
        return f"listed {self.pk}"


class EmergencyContact(BoardRow):
    """Whom the school calls when it cannot reach this parent (R5.21): name and number under the child's key.

    Each parent gives their own; one parent never sees the other's.
    """

    pupil = models.ForeignKey("organisation.Pupil", on_delete=models.CASCADE, related_name="emergency_contacts")
    by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField()
    phone = models.BinaryField()
    given_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "pupil", "by"], name="emergency_once_per_parent")]

    def __str__(self) -> str:
        return f"emergency contact {self.pk}"


class ContactCheck(BoardRow):
    """A parent looked at the own contact data and said that they are right (R5.21)."""

    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="contact_checks")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person", "school", "checked_on"], name="contact_check_once_a_day")
        ]

    def __str__(self) -> str:
        return f"contact check {self.pk}"


class ContactCorrection(BoardRow):
    """What a parent says their number or address should be; the office puts it in the pupil administration.

    `said` is sealed under the parent's key. The roster stays the source, so nothing is changed here by itself: it is
    done once the administration holds what was said, the office says so, or declines it and says why (`declined`,
    sealed as well). `known` is the newest number or address of this kind that it was held against.
    """

    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="contact_corrections")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=ContactKind.choices)
    said = models.BinaryField()
    asked_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    declined = models.BinaryField(null=True, blank=True)
    known = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(declined__isnull=True) | Q(done_on__isnull=False), name="correction_declined_is_done"
            ),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="correction_kind_known"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("asked_on")), name="correction_done_after_asked"
            ),
            models.UniqueConstraint(
                fields=["board", "person", "school", "kind"],
                condition=Q(done_on__isnull=True),
                name="correction_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
