"""Backup and restore of a PostgreSQL database with COPY, in one transaction each; no pg_dump of a fitting version.

Only rows travel: the tables come from the migrations, so a restore wants the release that made the backup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import connections, router, transaction
from psycopg import sql

from vuistregel.keys.backup.container import Manifest, Writer
from vuistregel.keys.errors import BackupRefused
from vuistregel.words import Words

#: How the entry of a table begins: `table/<name>`, then its columns, each after a slash.
PREFIX: Final = "table/"

_NOT_LOADED: Final = Words(
    "De database weigert de rijen van {table} uit de kopie (fout {code}). Er is niets veranderd.",
    "The database refuses the rows of {table} in the backup (error {code}). Nothing was changed.",
)
_TABLES: Final = """
    SELECT c.relname,
           array(SELECT a.attname::text FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                 ORDER BY a.attnum)
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
"""
_TRIGGERS: Final = """
    SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace
"""
_SEQUENCES: Final = """
    SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""
_ENABLE: Final = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}


def dump(alias: str, out: Writer) -> tuple[dict[str, int], list[list[str]]]:
    """Write every row as it is at one moment; the rows per table and the applied migrations."""
    counts: dict[str, int] = {}
    connection = connections[alias].copy()
    try:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute(_TABLES)
            for table, columns in cursor.fetchall():
                out.begin(PREFIX + "/".join([table, *columns]))
                counts[table] = _copy_out(cursor, table, columns, out)
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
            migrations = [list(row) for row in cursor.fetchall()]
            cursor.execute("COMMIT")
    finally:
        connection.close()
    return counts, migrations


def refuse_another_shape(alias: str, manifest: Manifest) -> None:
    """Raises BackupRefused unless this database has exactly the migrations of the backup, of rooms that live in it."""
    with connections[alias].cursor() as cursor:
        names = connections[alias].introspection.table_names(cursor)
        rows: list[Any] = []
        if "django_migrations" in names:
            cursor.execute("SELECT app, name FROM django_migrations")
            rows = cursor.fetchall()

    def own(migrations: Iterable[Any]) -> set[tuple[str, str]]:
        return {(app, name) for app, name in migrations if router.allow_migrate(alias, app)}

    if own(rows) != own(manifest.migrations):
        raise BackupRefused(
            Words(
                "De database heeft een andere vorm dan de kopie. Installeer Vuistregel {release}, voer "
                "`vuistregel migrate` uit, zet de kopie terug en werk daarna bij.",
                "The database has another shape than the backup. Install Vuistregel {release}, run "
                "`vuistregel migrate`, restore the backup and upgrade after that.",
            ).with_(release=manifest.release)
        )


def load(alias: str, entries: Iterable[tuple[str, Iterator[bytes]]], forget: Iterable[UUID] = ()) -> None:
    """Replace every row by those of the backup, in one transaction; `forget` are destroyed holders of the key store."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        with _guards_aside(cursor):
            cursor.execute(_TABLES)
            tables = sql.SQL(", ").join(sql.Identifier(table) for table, _ in cursor.fetchall())
            cursor.execute(sql.SQL("TRUNCATE {}").format(tables))
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            copy_in(cursor, entries)
            if destroyed := [(holder,) for holder in forget]:
                cursor.executemany("DELETE FROM keys_holderkey WHERE holder = %s", destroyed)
            _set_sequences(cursor)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def identity(alias: str) -> int | None:
    """Which storage a table has that every load fills anew: another one after a load."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode(to_regclass('django_migrations'))")
        found: int | None = cursor.fetchone()[0]
    return found


def copy_in(cursor: Any, entries: Iterable[tuple[str, Iterator[bytes]]]) -> None:
    """The rows of a container into tables of the same names in the present schema."""
    for name, data in entries:
        if name.startswith(PREFIX):
            table, *columns = name.removeprefix(PREFIX).split("/")
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _listed(columns))
            try:
                with cursor.copy(statement) as into:
                    for piece in data:
                        into.write(piece)
            except psycopg.Error as error:
                # Without its cause: the database's message holds the row that it did not like.
                raise BackupRefused(_NOT_LOADED.with_(table=table, code=error.sqlstate or "?")) from None


def make_empty_tables(cursor: Any, schema: str) -> None:
    """A schema with empty tables of the same columns, for a drill within a transaction that is rolled back."""
    cursor.execute(_TABLES)
    tables = [table for table, _ in cursor.fetchall()]
    cursor.execute("SELECT current_schema()")
    (present,) = cursor.fetchone()
    cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    for table in tables:
        statement = sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)")
        cursor.execute(statement.format(sql.Identifier(schema, table), sql.Identifier(present, table)))
    cursor.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))


def count(cursor: Any) -> dict[str, int]:
    """Rows per table of the present schema."""
    cursor.execute(_TABLES)
    counts = {}
    for table, _ in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        (counts[table],) = cursor.fetchone()
    return counts


def _copy_out(cursor: Any, table: str, columns: list[str], out: Writer) -> int:
    rows = 0
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(_listed(columns), sql.Identifier(table))
    with cursor.copy(statement) as copy:
        for piece in copy:
            out.data(piece)
            # In this format a line end within a value is written as \n: each one here ends a row.
            rows += bytes(piece).count(b"\n")
    return rows


@contextmanager
def _guards_aside(cursor: Any) -> Iterator[None]:
    """The log's guards refuse what a restore must do: they stand aside in its transaction and come back the same."""
    cursor.execute(_TRIGGERS)
    triggers = cursor.fetchall()
    for table, trigger, _ in triggers:
        statement = sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}")
        cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(trigger)))
    yield
    for table, trigger, state in triggers:
        statement = sql.SQL("ALTER TABLE {} " + _ENABLE[state] + " {}")
        cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(trigger)))


def _set_sequences(cursor: Any) -> None:
    cursor.execute(_SEQUENCES)
    for table, column, sequence in cursor.fetchall():
        statement = sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}")
        cursor.execute(statement.format(sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table)))


def _listed(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)
