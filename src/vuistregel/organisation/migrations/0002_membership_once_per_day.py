"""A role once per day, as two constraints that both databases can make; the first one stood on PostgreSQL only."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def one_of_each(apps: Any, schema_editor: Any) -> None:
    """Of rows that say the same from the same day the one stays that ends last; nothing refers to the others."""
    rows = apps.get_model("organisation", "Membership").objects.using(schema_editor.connection.alias)
    seen = set()
    latest_first = rows.order_by(models.F("until").desc(nulls_first=True), "pk")
    for row in latest_first.values_list("pk", "board", "person", "school", "role", "since").iterator():
        if row[1:] in seen:
            rows.filter(pk=row[0]).delete()
        seen.add(row[1:])


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="membership", name="membership_once_per_day"),
        migrations.RunPython(one_of_each, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("school__isnull", False)),
                fields=("board", "person", "school", "role", "since"),
                name="membership_once_per_day_at_school",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("school__isnull", True)),
                fields=("board", "person", "role", "since"),
                name="membership_once_per_day_at_board",
            ),
        ),
    ]
