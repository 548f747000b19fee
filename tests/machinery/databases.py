"""Databases in tests: both of them in every test, and a log that no test can empty.

The house's log refuses UPDATE, DELETE and TRUNCATE, in tests as well. Tests with real transactions (live server,
`transaction=True`) end by emptying all tables; here they leave out the tables of `evidence`, which therefore must
have no foreign keys to other rooms. Events of such tests stay: each makes a board of its own.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connections
from django.test import TransactionTestCase

#: Rooms whose tables are append-only.
KEPT_ROOMS = ("evidence",)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgres_only: holds on PostgreSQL only (row-level security, roles)")
    config.addinivalue_line("markers", "both_databases: asks the database under test in a process of its own")
    TransactionTestCase._fixture_teardown = _empty_all_but_the_log  # type: ignore[attr-defined]


def _empty_all_but_the_log(case: TransactionTestCase) -> None:
    """Django's own teardown, less the append-only tables and less `post_migrate`, which nothing here needs again."""
    kept = {model._meta.db_table for room in KEPT_ROOMS for model in apps.get_app_config(room).get_models()}
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        connection = connections[alias]
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        tables = [name for name in names if name not in kept]
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    from django.conf import settings

    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    if on_postgres:
        # What asks no database runs once, with SQLite.
        config.hook.pytest_deselected(items=[item for item in items if not _depends_on_database(item)])
        items[:] = [item for item in items if _depends_on_database(item)]
    for item in items:
        _open_both_databases(item)
        if not on_postgres and item.get_closest_marker("postgres_only"):
            item.add_marker(pytest.mark.skip(reason="holds on PostgreSQL only"))


def _depends_on_database(item: pytest.Item) -> bool:
    return _uses_database(item) or item.get_closest_marker("both_databases") is not None


def _uses_database(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool({"db", "transactional_db", "live_server"} & set(fixtures))


def _open_both_databases(item: pytest.Item) -> None:
    """A test that may use a database may use the store of keys as well: every action does."""
    if not _uses_database(item):
        return
    mark = item.get_closest_marker("django_db")
    wishes: dict[str, Any] = {"databases": "__all__"} | (dict(mark.kwargs) if mark else {})
    item.add_marker(pytest.mark.django_db(*(mark.args if mark else ()), **wishes), append=False)
