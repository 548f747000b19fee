"""Closed albums: for whom, until when, and the photos and films in them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from vuistregel.media.life import ALBUM
from vuistregel.rows import BoardRow, EditableRow


class AlbumAudience(models.TextChoices):
    """Who may look (R8.11): parents, the class itself, or staff."""

    GUARDIANS = "guardians", "ouders en verzorgers van de groep"
    CLASS = "class", "de leerlingen van de groep"
    STAFF = "staff", "medewerkers van school"


class Album(EditableRow):
    """A closed album (R7.10, R8.13). `channel` is the place whose consent counts for what is in it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="albums")
    group = models.ForeignKey(
        "organisation.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="albums"
    )
    audience = models.CharField(max_length=9, choices=AlbumAudience.choices)
    channel = models.ForeignKey("consent.Channel", on_delete=models.PROTECT, related_name="albums")
    #: What it is about, without names: `Schoolreis naar het bos`.
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=6, choices=ALBUM.choices, default=ALBUM.start)
    made_by = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="albums")
    made_on = models.DateField()
    #: The last day on which anybody can look: the end of the school year (album.until).
    until = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=AlbumAudience.values), name="album_audience_known"),
            models.CheckConstraint(
                condition=Q(audience="staff", group__isnull=True) | (~Q(audience="staff") & Q(group__isnull=False)),
                name="album_of_a_group_or_for_staff",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("made_on")), name="album_until_after_start"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_on__isnull=False), name="album_closed_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["board", "school", "state", "-made_on"], name="album_of_school"),
            models.Index(fields=["board", "group"], name="album_of_group"),
            models.Index(fields=["state", "until"], name="album_due"),
        ]

    def __str__(self) -> str:
        return self.title


class AlbumItem(BoardRow):
    """A finished photo or film in an album: never the original. `publication` says who is in it and by which decision.

    `caption` lies sealed under the publication's key; it holds no names.
    """

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="items")
    media = models.ForeignKey("media.MediaFile", on_delete=models.PROTECT, related_name="album_items")
    publication = models.OneToOneField("media.Publication", on_delete=models.PROTECT, related_name="album_item")
    position = models.PositiveIntegerField(default=0)
    caption = models.BinaryField(default=b"")
    added_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "album", "media"], name="album_item_once")]

    def __str__(self) -> str:
        return f"album item {self.pk}"
