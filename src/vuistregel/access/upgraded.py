"""Whether the databases of this house are made, and of this release."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from vuistregel.keys.router import ALIAS
from vuistregel.words import Words

MIGRATE_FIRST: Final = Words(
    "De databases zijn nog niet gemaakt, of van een oudere versie. Draai `vuistregel migrate`.",
    "The databases are not made yet, or of an older release. Run `vuistregel migrate`.",
)
NEWER: Final = Words(
    "De databases zijn van een nieuwere versie van Vuistregel ({migration}). "
    "Installeer die versie, of zet een reservekopie van deze versie terug.",
    "The databases are of a newer release of Vuistregel ({migration}). "
    "Install that release, or restore a backup of this one.",
)


def migrate_first() -> bool:
    """A migration was not done yet. A database that does not answer is another trouble: then no."""
    try:
        return any(executor.migration_plan(_ends(executor)) for executor in _executors())
    except DatabaseError:
        return False


def not_of_this_release() -> Words | None:
    """What to say of databases that this program cannot work with; None when they are of its own release.

    Raises DatabaseError when one does not answer.
    """
    executors = _executors()
    for loader in (executor.loader for executor in executors):
        for app, name in sorted(loader.applied_migrations):
            if app in loader.migrated_apps and (app, name) not in loader.disk_migrations:
                return NEWER.with_(migration=f"{app}.{name}")
    if any(executor.migration_plan(_ends(executor)) for executor in executors):
        return MIGRATE_FIRST
    return None


def _ends(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """Where the migrations of a database lead to: in the store of keys only those of the keys."""
    own = ALIAS if executor.connection.alias == ALIAS else None
    ends: list[tuple[str, str]] = executor.loader.graph.leaf_nodes(own)
    return ends


def _executors() -> list[MigrationExecutor]:
    return [MigrationExecutor(connections[alias]) for alias in connections]
