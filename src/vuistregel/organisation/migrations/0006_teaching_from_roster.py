"""Groups that a file gave are told from groups that somebody gave here: only the first end with a later file."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def of_the_roster(apps: Any, schema_editor: Any) -> None:
    """Until now nobody could couple whom a file had brought: the groups of those came from the file."""
    alias = schema_editor.connection.alias
    keys = apps.get_model("organisation", "StaffKey").objects.using(alias)
    same = keys.filter(person=models.OuterRef("person"), school=models.OuterRef("group__school"))
    rows = apps.get_model("organisation", "Teaching").objects.using(alias)
    rows.filter(models.Exists(same)).update(from_roster=True)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_fewer_indexes")]

    operations = [
        migrations.AddField(
            model_name="teaching", name="from_roster", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(of_the_roster, migrations.RunPython.noop),
    ]
