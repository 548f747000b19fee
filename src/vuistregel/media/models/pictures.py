"""Photos and films in the workshop: what lies sealed, where faces are, and who somebody said that they are.

A face is a place in a picture. Nothing here describes what a face looks like: no template, no measure, no likeness
(UAVG 29). Who it is, a person says by hand.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q

from vuistregel import clock
from vuistregel.rows import BoardRow, EditableRow
from vuistregel.ui import days
from vuistregel.words import Words

#: Places in a picture are counted in parts of its width and height: ten thousand of them.
WHOLE: Final = 10_000


class MediaKind(models.TextChoices):
    PHOTO = "photo", "foto"
    VIDEO = "video", "video"
    LINK = "link", "film op een andere plek"


class FaceSource(models.TextChoices):
    DETECTED = "detected", "gevonden"
    HAND = "hand", "aangewezen"


_CALLED: Final = {
    MediaKind.PHOTO: Words("Foto {n} van {day}", "Photo {n} of {day}"),
    MediaKind.VIDEO: Words("Film {n} van {day}", "Film {n} of {day}"),
    MediaKind.LINK: Words("Film {n} van {day}, op een andere plek", "Film {n} of {day}, in another place"),
}


class MediaFile(EditableRow):
    """A photo, a film, or the address of a film that stays elsewhere.

    `original` is the stored file as it came in, already without the camera's data; its own key (`original_key`) is
    destroyed after `original_until`, so that no backup opens it. What nothing uses leaves with it. `result` is what may
    leave the house: covered where
    somebody said so. `key` holds the key of the result and of the sealed address.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="media_files")
    group = models.ForeignKey(
        "organisation.Group", null=True, blank=True, on_delete=models.SET_NULL, related_name="media_files"
    )
    kind = models.CharField(max_length=5, choices=MediaKind.choices)
    made_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="media_files")
    made_at = models.DateTimeField()
    #: The house's own name for it is made of these two; the name that the camera or a person gave is not kept.
    day = models.DateField()
    number = models.PositiveIntegerField()
    original = models.UUIDField(null=True, blank=True)
    result = models.UUIDField(null=True, blank=True)
    #: What the stored files are: `jpeg`, `mp4`, `mov`; empty for a link.
    form = models.CharField(max_length=4, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    link = models.BinaryField(default=b"")
    #: When somebody said that this picture is right as it is: each face covered, or said who it is. Any change ends it.
    covers_confirmed_at = models.DateTimeField(null=True, blank=True)
    original_until = models.DateField(null=True, blank=True)
    #: When the last of it was thrown away; the row stays for what refers to it.
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MediaKind.values), name="media_kind_known"),
            models.CheckConstraint(condition=~Q(kind="link") | Q(original__isnull=True), name="media_link_has_no_file"),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(original__isnull=True, result__isnull=True),
                name="media_gone_has_no_file",
            ),
        ]
        indexes = [
            models.Index(fields=["board", "school", "-made_at"], name="media_of_school"),
            models.Index(
                fields=["board", "original_until"], condition=Q(original__isnull=False), name="media_original_due"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def called(self) -> Words:
        """How one speaks of it: `Foto 4 van 24 november`; without the year when it is this year's."""
        form = _CALLED[MediaKind(self.kind)]
        return form.with_(n=self.number, day=days.plain(self.day, clock.today()))

    @property
    def file_name(self) -> str:
        """The name under which it is downloaded: says what it is and when it came in, never who is on it."""
        what = "foto" if self.kind == MediaKind.PHOTO else "video"
        ending = {"jpeg": "jpg"}.get(self.form, self.form)
        return f"{what}-{self.day:%Y-%m-%d}-{self.number}.{ending}"


class Face(BoardRow):
    """Somebody who can be seen: a place in a photo, a moment in a film, or only that they can be recognised.

    `x`, `y`, `width` and `height` count ten-thousandths of the picture; all are 0 when no place was pointed at.
    `moment` is in seconds from the start of a film. `person` was chosen by hand from a list.
    """

    media = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="faces")
    x = models.PositiveSmallIntegerField(default=0)
    y = models.PositiveSmallIntegerField(default=0)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=8, choices=FaceSource.choices)
    covered = models.BooleanField(default=False)
    person = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="faces"
    )
    moment = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=FaceSource.values), name="face_source_known"),
            models.CheckConstraint(
                condition=Q(x__lte=WHOLE - F("width"), y__lte=WHOLE - F("height")), name="face_within_the_picture"
            ),
            models.CheckConstraint(
                condition=Q(covered=False) | Q(width__gt=0, height__gt=0), name="face_covered_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0) | Q(width=0, height=0, person__isnull=False),
                name="face_has_a_place_or_a_person",
            ),
        ]
        indexes = [models.Index(fields=["board", "person"], name="face_of_person")]

    def __str__(self) -> str:
        return f"face {self.pk}"

    @property
    def placed(self) -> bool:
        """Whether it is a place in the picture."""
        return self.width > 0
