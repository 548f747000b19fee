"""Protection ends on the day on which it is lifted. Until now its last day was kept, which is the day before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations, models

_NAMES = ("ContactRestriction", "RaisedConfidentiality")


def _moved(apps: Any, schema_editor: Any, days: int) -> None:
    for name in _NAMES:
        rows = apps.get_model("organisation", name).objects.using(schema_editor.connection.alias)
        for row in rows.filter(lifted_on__isnull=False).iterator():
            day = row.lifted_on + timedelta(days=days)
            rows.filter(pk=row.pk).update(lifted_on=max(row.since, day))


def to_the_day_after(apps: Any, schema_editor: Any) -> None:
    """The last day on which it held becomes the first on which it does not."""
    _moved(apps, schema_editor, 1)


def to_the_last_day(apps: Any, schema_editor: Any) -> None:
    _moved(apps, schema_editor, -1)


def _lifted_after_start(model: str, name: str) -> Any:
    condition = models.Q(("lifted_on__isnull", True), ("lifted_on__gte", models.F("since")), _connector="OR")
    return migrations.AddConstraint(
        model_name=model, constraint=models.CheckConstraint(condition=condition, name=name)
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_membership_once_per_day")]

    operations = [
        migrations.RemoveConstraint(model_name="contactrestriction", name="restriction_ends_after_start"),
        migrations.RemoveConstraint(model_name="raisedconfidentiality", name="raised_ends_after_start"),
        migrations.RemoveConstraint(model_name="raisedconfidentiality", name="raised_once_open"),
        migrations.RenameField(model_name="contactrestriction", old_name="until", new_name="lifted_on"),
        migrations.RenameField(model_name="raisedconfidentiality", old_name="until", new_name="lifted_on"),
        migrations.RunPython(to_the_day_after, to_the_last_day),
        _lifted_after_start("contactrestriction", "restriction_lifted_after_start"),
        _lifted_after_start("raisedconfidentiality", "raised_lifted_after_start"),
        migrations.AddConstraint(
            model_name="raisedconfidentiality",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_on__isnull", True)),
                fields=("board", "person", "field"),
                name="raised_once_open",
            ),
        ),
    ]
