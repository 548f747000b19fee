"""Groups and pupils as the pupil administration knows them. Its keys are per school and package, and are reused."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vuistregel.organisation.models.people import Person
from vuistregel.rows import BoardRow, EditableRow


class Group(EditableRow):
    """A group (class) of a school; `composite` for a group across others [samengestelde groep]."""

    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="groups")
    key = models.CharField(max_length=256)
    name = models.CharField(max_length=256)
    year_group = models.CharField(max_length=256, blank=True)
    composite = models.BooleanField(default=False)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "school", "composite", "key"], name="group_key_once_per_school")
        ]
        indexes = [models.Index(fields=["board", "school", "name"], name="group_name")]

    def __str__(self) -> str:
        return self.name


class Pupil(EditableRow):
    """A pupil at a school. Who vanished from the roster is departed on a day, never deleted here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pupils")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="pupils")
    key = models.CharField(max_length=256)
    year_group = models.CharField(max_length=256, blank=True)
    arrived = models.DateField(null=True, blank=True)
    departed = models.DateField(null=True, blank=True)
    #: T06/R5.17: pupil or parents asked for the strict age limit.
    strict_age = models.BooleanField(default=False)
    #: Keyed hash of the legal number, only where the school matches by number; never the number itself.
    number_lookup = models.BinaryField(max_length=32, null=True, blank=True)
    #: Keyed digest of what the roster last said, so that the same file twice changes nothing.
    roster_digest = models.BinaryField(max_length=16, default=b"")
    #: The same per part (8 bytes names and birth date, 8 bytes groups): shows what somebody here changed since.
    roster_parts = models.BinaryField(max_length=16, default=b"")

    class Meta:
        constraints = [
            # A key is reused after a pupil left: only the pupils who are there hold theirs alone.
            models.UniqueConstraint(
                fields=["board", "school", "key"], condition=Q(departed__isnull=True), name="pupil_key_once_present"
            ),
            models.CheckConstraint(
                condition=Q(departed__isnull=True) | Q(arrived__isnull=True) | Q(departed__gte=F("arrived")),
                name="pupil_departs_after_arrival",
            ),
        ]
        indexes = [
            models.Index(fields=["board", "school", "departed"], name="pupil_present"),
            models.Index(fields=["board", "number_lookup"], name="pupil_number"),
        ]

    def __str__(self) -> str:
        return f"pupil {self.pk}"


class Placement(BoardRow):
    """A pupil in a group, from a day until a day."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="placements")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="placements")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "pupil", "group"], condition=Q(until__isnull=True), name="placement_once_open"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="placement_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["board", "group", "until"], name="placement_group")]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class StaffKey(BoardRow):
    """The key under which a school's administration knows a member of staff."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="staff_keys")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="staff_keys")
    key = models.CharField(max_length=256)
    departed = models.DateField(null=True, blank=True)
    roster_digest = models.BinaryField(max_length=16, default=b"")
    roster_parts = models.BinaryField(max_length=16, default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "school", "key"], condition=Q(departed__isnull=True), name="staff_key_once_present"
            )
        ]

    def __str__(self) -> str:
        return f"staff {self.pk}"


class Teaching(BoardRow):
    """A member of staff who works with a group; a teacher sees the own groups only (R10.4).

    Rows of the roster (`from_roster`) end when a later file no longer has them; what somebody coupled here stays.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="teaching")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="teaching")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    from_roster = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "person", "group"], condition=Q(until__isnull=True), name="teaching_once_open"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="teaching_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"teaching {self.pk}"


class PupilInformed(BoardRow):
    """A pupil was told of an own say that came with an age (16: R5.16; 12: since 2026-09-01), by which norms."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="informed")
    norm = models.CharField(max_length=80)
    told_on = models.DateField()
    how = models.CharField(max_length=20)
    norms_release = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "pupil", "norm"], name="informed_once_per_norm")]

    def __str__(self) -> str:
        return f"informed {self.pk}"
