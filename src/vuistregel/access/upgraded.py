"""Whether the databases of this house are made, and of this release: asked when something in them was not found."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from vuistregel.words import Words

MIGRATE_FIRST: Final = Words(
    "De databases zijn nog niet gemaakt, of van een oudere versie. Draai `vuistregel migrate`.",
    "The databases are not made yet, or of an older release. Run `vuistregel migrate`.",
)


def migrate_first() -> bool:
    """A migration was not done yet. A database that does not answer is another trouble: then no."""
    try:
        executors = [MigrationExecutor(connections[alias]) for alias in connections]
        return any(executor.migration_plan(executor.loader.graph.leaf_nodes()) for executor in executors)
    except DatabaseError:
        return False
