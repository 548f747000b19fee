"""One reading of a roster or contact file, from upload to applied or swept. It holds counts, no personal data."""

from __future__ import annotations

import uuid

from django.db import models

from vuistregel.organisation.roster.life import IMPORT
from vuistregel.rows import BoardRow


class ImportRun(BoardRow):
    """A file on its way in. Its contents lie encrypted in the spool until they are applied or the term passes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=8, choices=[("roster", "leerlingen"), ("contacts", "ouders")])
    state = models.CharField(max_length=10, choices=IMPORT.choices, default=IMPORT.start)
    made_at = models.DateTimeField()
    file_format = models.CharField(max_length=40, blank=True)
    spool = models.UUIDField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    share_done = models.PositiveSmallIntegerField(default=0)
    #: Counts per kind, problems, warnings and what was not taken over, as shown: codes, lines and counts only.
    summary = models.JSONField(default=dict)
    #: The account that handed it in, by its key: who may act on it is decided anew when a worker takes it up.
    handed_in_by = models.CharField(max_length=64, blank=True)
    #: The last sign of life of whoever reads it; a reading that was killed is taken up again by the tick.
    seen_at = models.DateTimeField(null=True, blank=True)
    #: What the house was when the difference was made; applying refuses when it is something else.
    base = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "school", "-made_at"], name="import_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ColumnMapping(BoardRow):
    """Which column of a school's table means what, as a person decided it the last time."""

    school = models.ForeignKey("organisation.School", on_delete=models.CASCADE, related_name="column_mappings")
    subject = models.CharField(max_length=8)
    columns = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "school", "subject"], name="mapping_once_per_school"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.pk}"
