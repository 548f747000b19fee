from django.db import models


class MovedClock(models.Model):
    """The day that the example shows instead of today; at most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_one_row")]

    def __str__(self) -> str:
        return self.day.isoformat()
