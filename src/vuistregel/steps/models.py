"""What a day looked like: the steps as they were computed then, with the release of the norms of that day."""

from __future__ import annotations

from django.db import models

from vuistregel.rows import BoardRow


class StepSnapshot(BoardRow):
    """The ten steps of one school at the end of one day. A past date is answered from here, never computed anew."""

    school = models.ForeignKey("organisation.School", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    in_order = models.PositiveSmallIntegerField()
    counted = models.PositiveSmallIntegerField()
    #: [[step, [[check, in scope, in order], …]], …]
    checks = models.JSONField()
    norms_release = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "school", "day"], name="snapshot_once_per_day"),
            models.CheckConstraint(
                condition=models.Q(in_order__lte=models.F("counted")), name="snapshot_in_order_within_counted"
            ),
        ]
        indexes = [models.Index(fields=["board", "day"], name="snapshot_day")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.day}"


class KeptState(BoardRow):
    """Up to where a board's snapshot of a day was made: a tick makes it anew only when something happened since."""

    day = models.DateField()
    #: The number of the board's last event that the snapshot knows.
    events = models.BigIntegerField()
    #: What the steps look at outside the board's own log: backups, drills, verifications, the release (history.py).
    house = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board"], name="kept_state_once_per_board")]

    def __str__(self) -> str:
        return f"{self.board_id} {self.day} {self.events}"
