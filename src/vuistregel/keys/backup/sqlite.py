"""Backup and restore of an SQLite database: a consistent copy out, a fresh file swapped in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connections
from django.db.backends.utils import CursorWrapper

from vuistregel.keys import locks
from vuistregel.keys.backup.container import Writer
from vuistregel.keys.errors import BackupRefused, HouseRunning
from vuistregel.words import Words

#: The one entry of an SQLite database in a container.
ENTRY: Final = "database"
#: SQLite's primary result code for "somebody else has it locked".
_BUSY: Final = 5


def dump(alias: str, out: Writer, scratch: Path) -> tuple[dict[str, int], list[list[str]]]:
    """Write a copy of the database as it is at one moment; its rows per table and applied migrations.

    The copy is made by SQLite itself beside its writers, without free pages, in `scratch`, which the caller removes.
    """
    copy = scratch / f"{alias}.copy"
    with _as_house(alias, _path(alias)) as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    with closing(sqlite3.connect(copy)) as database:
        counts, migrations = count(database), _migrations(database)
    out.begin(ENTRY)
    with copy.open("rb") as source_file:
        out.copy(source_file)
    copy.unlink()
    return counts, migrations


def unpack(alias: str, entries: Iterable[tuple[str, Iterator[bytes]]], target: Path) -> None:
    """The database of a container as a file of its own, on disk, whole and unharmed. Raises BackupRefused."""
    for name, data in entries:
        if name == ENTRY:
            target.unlink(missing_ok=True)
            with locks.create(target) as out:
                for piece in data:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            break
    with _as_house(alias, target) as cursor:
        cursor.execute("PRAGMA integrity_check")
        if cursor.fetchone() != ("ok",):
            raise BackupRefused(
                Words("De database in de kopie is niet heel.", "The database in the backup is not whole.")
            )


def forget_holders(database: Path, holders: Iterable[UUID]) -> None:
    """Delete the keys of destroyed holders from an unpacked key store, before it takes its place."""
    with closing(sqlite3.connect(database)) as store:
        store.execute("PRAGMA secure_delete=ON")
        store.executemany("DELETE FROM keys_holderkey WHERE holder = ?", [(holder.hex,) for holder in holders])
        store.commit()


@contextmanager
def nobody_working(alias: str) -> Iterator[None]:
    """Holds the database for us alone while a fresh file takes its place. Raises HouseRunning while others use it."""
    path = _path(alias)
    connections[alias].close()
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as present:
        try:
            # Leaving the write-ahead log demands that nobody else has the database open, and empties it.
            present.execute("PRAGMA journal_mode=DELETE").fetchall()
            present.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == _BUSY:
                raise HouseRunning from None
            # A file that is no database any more is what a restore is for.
        yield


def swap(alias: str, fresh: Path) -> None:
    """Put a fresh file in the place of the database, in one step. Within `nobody_working`."""
    path = _path(alias)
    for leftover in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def identity(alias: str) -> int | None:
    """Which file the database is: another one after a swap."""
    return _path(alias).stat().st_ino if _path(alias).exists() else None


def beside(alias: str) -> Path:
    """Where a fresh file waits for its turn: on the same disk."""
    path = _path(alias)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.with_name(path.name + ".restoring")


def sweep() -> int:
    """Remove the fresh files of a restore that was killed before they took their place; gives how many there were."""
    removed = 0
    for connection in connections.all():
        if connection.vendor == "sqlite":
            with locks.unless_in_use(waiting := beside(connection.alias)) as left_behind:
                if left_behind:
                    waiting.unlink(missing_ok=True)
                    removed += 1
    return removed


def count(database: sqlite3.Connection) -> dict[str, int]:
    """Rows per table."""
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    # The names come from the database itself.
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}  # noqa: S608


@contextmanager
def _as_house(alias: str, path: Path) -> Iterator[CursorWrapper]:
    """A database file with the functions that Django's constraints call, and nothing changed in its mode."""
    connection = connections[alias].copy()
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "init_command"}
    connection.settings_dict = {**connection.settings_dict, "NAME": str(path), "OPTIONS": options}
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _migrations(database: sqlite3.Connection) -> list[list[str]]:
    return [list(row) for row in database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")]


def _path(alias: str) -> Path:
    return Path(str(connections[alias].settings_dict["NAME"]))
