"""A house of an earlier version keeps its meaning when it is brought up to date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps as django_apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

DAY = date(2026, 9, 1)
APP = "organisation"


def house_at(migration: str) -> Any:
    """The apps of the house as they were after a migration, in a database that stands there."""
    MigrationExecutor(connection).migrate([(APP, migration)])
    return MigrationExecutor(connection).loader.project_state([(APP, migration)]).apps


def house_of_today() -> Any:
    """Everything brought up to date again: rooms above went back with the room that they stand on."""
    call_command("migrate", verbosity=0)
    return django_apps


@pytest.mark.django_db(transaction=True)
def test_a_role_that_stood_twice_stands_once_and_protection_ends_on_the_day_on_which_it_was_lifted() -> None:
    apps = house_at("0001_initial")
    try:
        board = apps.get_model(APP, "Board").objects.create(name="Bestuur Kantlijn")
        person = apps.get_model(APP, "Person").objects.create(board=board, call_name="Noor")
        roles = apps.get_model(APP, "Membership").objects
        told = {"board": board, "person": person, "role": "fg", "since": DAY}
        roles.create(**told, until=DAY)
        try:
            with transaction.atomic():
                roles.create(**told)
        except IntegrityError:
            # PostgreSQL held it already; then the one that is left must survive.
            roles.update(until=None)
        protected = apps.get_model(APP, "RaisedConfidentiality").objects
        protected.create(board=board, person=person, field="address", why=b"", since=DAY, until=DAY)
        protected.create(board=board, person=person, field="address", why=b"", since=DAY)
    finally:
        now = house_of_today()

    assert [row.until for row in now.get_model(APP, "Membership").objects.all()] == [None]
    found = now.get_model(APP, "RaisedConfidentiality").objects.order_by("pk").values_list("since", "lifted_on")
    assert list(found) == [(DAY, DAY + timedelta(days=1)), (DAY, None)]
