"""The room of keys as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class KeysConfig(AppConfig):
    name = "vuistregel.keys"
    label = "keys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vuistregel.keys import jobs, start_checks  # noqa: F401  (importing registers them)

        connection_created.connect(_durable, dispatch_uid="vuistregel.keys.durable")


def _durable(connection: BaseDatabaseWrapper, **_: object) -> None:
    """A holder's key that power failure takes away takes its data along: SQLite syncs this store at every commit."""
    from vuistregel.keys.router import ALIAS

    if connection.alias == ALIAS and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
