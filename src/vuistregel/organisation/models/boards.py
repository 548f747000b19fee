"""The board is the controller and the tenant (R2.5); schools hang below it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower, Upper
from django.db.models.lookups import Exact

from vuistregel.rows import BoardRow, EditableRow


class Board(models.Model):
    """A school board [bevoegd gezag]: the controller of every processing of its schools (R2.5, R2.10)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="board_name_once")]

    def __str__(self) -> str:
        return self.name


class Sector(models.TextChoices):
    PO = "po", "basisschool"
    SO = "so", "speciaal onderwijs"
    VSO = "vso", "voortgezet speciaal onderwijs"
    VO = "vo", "voortgezet onderwijs"


class School(EditableRow):
    """A school or location of a board, known by BRIN and location code."""

    name = models.CharField(max_length=200)
    brin = models.CharField(max_length=4)
    location = models.CharField(max_length=2, default="00")
    sector = models.CharField(max_length=3, choices=Sector.choices)
    #: Where parents read the regulation (R3.18, R6.2); empty is a gap that step 5 shows.
    regulation_url = models.URLField(blank=True)
    contact = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_of"
    )
    #: T06/R5.17: the school goes on asking parents after 16; holds only for dates of the handbook's time.
    practice_after_16 = models.BooleanField(default=False)
    #: Match pupils by number too; the number is then kept as a keyed hash only.
    match_by_number = models.BooleanField(default=False)
    roster_applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Across boards on purpose: a BRIN with its location is one school in the country.
            models.UniqueConstraint(fields=["brin", "location"], name="school_brin_location_once"),
            models.UniqueConstraint(fields=["board", "name"], name="school_name_once_per_board"),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="school_sector_known"),
            # No regular expressions here: SQLite's own tools (backup, vacuum) do not know Django's REGEXP.
            models.CheckConstraint(
                condition=Exact(F("brin"), Upper("brin")) & Exact(Length("brin"), 4), name="school_brin_form"
            ),
            models.CheckConstraint(condition=Exact(Length("location"), 2), name="school_location_form"),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolYear(BoardRow):
    """A school year of a board; by default it starts on the day of the norm `schoolyear.start` (T31)."""

    name = models.CharField(max_length=9)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="schoolyear_once_per_board"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="schoolyear_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class HouseValue(BoardRow):
    """A board's own, stricter value of a norm, with the release of the norms that it was accepted by."""

    norm = models.CharField(max_length=80)
    value = models.JSONField()
    since = models.DateField()
    norms_release = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "norm", "since"], name="housevalue_once_per_day")]

    def __str__(self) -> str:
        return f"{self.norm}: {self.value}"
