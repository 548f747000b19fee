"""What was published where, when, with whom recognisable, by whose decision; and what must go again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from vuistregel.media.life import PUBLICATION, TAKE_DOWN
from vuistregel.media.rules import Kind
from vuistregel.rows import BoardRow, EditableRow


class Publication(EditableRow):
    """A photo, film or piece of information on its way to a channel, or standing there.

    `key` is the use that consent is asked for where a school asks each time; it is also the holder of the keys of the
    sealed fields. Caption, address and the reason of an exception may name people: they are sealed.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="publications")
    channel = models.ForeignKey("consent.Channel", on_delete=models.PROTECT, related_name="publications")
    group = models.ForeignKey(
        "organisation.Group", null=True, blank=True, on_delete=models.SET_NULL, related_name="publications"
    )
    kind = models.CharField(max_length=11, choices=[(k.value, k.value) for k in Kind])
    state = models.CharField(max_length=9, choices=PUBLICATION.choices, default=PUBLICATION.start)
    made_by = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="publications")
    made_on = models.DateField()
    #: The photo or film in the workshop, when there is one.
    media = models.UUIDField(null=True, blank=True)
    caption = models.BinaryField(default=b"")
    #: Where it stands: an address, or words such as `nieuwsbrief 12`.
    where = models.BinaryField(default=b"")
    exception = models.BinaryField(default=b"")
    published_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    #: What somebody made of it instead, when it was dropped for that.
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors")
    #: The Decision by which it was published: outcome, norms, release of the norms; no names.
    decision = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="publication_kind_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "down"]) | Q(published_on__isnull=False),
                name="publication_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(published_on__isnull=True) | Q(ended_on__gte=F("published_on")),
                name="publication_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["board", "school", "state", "-made_on"], name="publication_of_school")]

    def __str__(self) -> str:
        return str(self.key)


class Appearance(BoardRow):
    """Somebody who can be recognised in a publication, or whom it is about; in a film perhaps from a moment on."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="appearances")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="appearances")
    moment = models.PositiveIntegerField(null=True, blank=True, help_text="seconds from the start of a film")
    covered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "publication", "person"], name="appearance_once"),
        ]
        indexes = [models.Index(fields=["board", "person"], name="appearance_of_person")]

    def __str__(self) -> str:
        return f"appearance {self.pk}"


class TakeDown(BoardRow):
    """A publication that must go because somebody's consent ended; closed with how one knows that it is gone."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="take_downs")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="take_downs")
    state = models.CharField(max_length=6, choices=TAKE_DOWN.choices, default=TAKE_DOWN.start)
    opened_on = models.DateField()
    due = models.DateField()
    norms_release = models.CharField(max_length=40)
    closed_on = models.DateField(null=True, blank=True)
    proof = models.BinaryField(default=b"")
    #: A picture of the empty place, where somebody added one: a sealed file of the publication.
    proof_file = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "publication", "person"], condition=Q(state="open"), name="take_down_once_open"
            ),
            models.CheckConstraint(condition=Q(due__gte=F("opened_on")), name="take_down_due_after_start"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_on__isnull=False), name="take_down_closed_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["board", "state", "due"], name="take_down_open")]

    def __str__(self) -> str:
        return f"take-down {self.pk}"
