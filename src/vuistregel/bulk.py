"""Many rows in few statements: what a roster of 100,000 pupils needs and an ORM per row cannot give.

PostgreSQL takes a batch of rows as one JSON text and reads it by the table's own types, which row-level security allows
where COPY is refused; SQLite takes `executemany`. Values are plain: text, whole numbers, booleans, bytes, keys (UUID),
ISO days as text, None.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

BATCH: Final = 2_000


@contextmanager
def without_looking_for_cycles() -> Iterator[None]:
    """For work that makes very many small rows and no cycles: looking for them costs a sixth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def reserve(model: type[models.Model], count: int) -> range | list[int]:
    """Ids for rows that are about to be inserted. Call it within the transaction that inserts them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [f'"{table}"', count]
            )
            return [int(row[0]) for row in cursor.fetchall()]
        # The one writer of SQLite: nobody else can take an id before this transaction ends.
        cursor.execute("select coalesce((select seq from sqlite_sequence where name = %s), 0)", [table])
        last = int(cursor.fetchone()[0])
    return range(last + 1, last + 1 + count)


def moment(at: datetime) -> str:
    """A moment as the database at hand reads it in a row."""
    return str(at.isoformat() if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at))


def insert(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, once: bool = False
) -> None:
    """Insert rows of these fields. Fields with a default that are not named must be named: the database has none.

    With `once` a row that is there already (by a unique field) is left as it is.
    """
    if not rows:
        return
    tail = " on conflict do nothing" if once else ""
    table, fields = model._meta.db_table, [_field(model, name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f'insert into "{table}" ({columns}) select {columns} from {_records(table)}{tail}'
            for batch in _as_json(fields, rows):
                cursor.execute(statement, [batch])
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'insert into "{table}" ({columns}) values ({marks}){tail}', _for_sqlite(fields, rows))


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, versioned: bool) -> int:
    """Change rows by id: each row is (id, [version,] values…). Returns how many rows there were to change.

    With `versioned` a row is changed only when it has that version still, and its version goes up.
    """
    if not rows:
        return 0
    heads = ["id", "version"] if versioned else ["id"]
    table, fields = model._meta.db_table, [_field(model, name) for name in (*heads, *names)]
    columns = [field.column for field in fields[len(heads) :]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sets = ", ".join(f'"{column}" = v."{column}"' for column in columns)
            bump, same = (", version = t.version + 1", " and t.version = v.version") if versioned else ("", "")
            statement = f'update "{table}" t set {sets}{bump} from {_records(table)} v where t.id = v.id{same}'
            changed = 0
            for batch in _as_json(fields, rows):
                cursor.execute(statement, [batch])
                changed += cursor.rowcount
            return changed
        sets = ", ".join(f'"{column}" = %s' for column in columns)
        bump, same = (", version = version + 1", " and version = %s") if versioned else ("", "")
        turned = [(*row[len(heads) :], *row[: len(heads)]) for row in _for_sqlite(fields, rows)]
        cursor.executemany(f'update "{table}" set {sets}{bump} where id = %s{same}', turned)
        return int(cursor.rowcount)


def _field(model: type[models.Model], name: str) -> Any:
    """A field with a column; a field without one would be a mistake of ours and fails at once."""
    return model._meta.get_field(name)


def _records(table: str) -> str:
    """A batch as rows of the table's own types."""
    return f'json_populate_recordset(null::"{table}", %s::json)'


def _as_json(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """The rows as JSON texts of so many rows each, with the columns' names."""
    columns = [field.column for field in fields]
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_text)
    for start in range(0, len(rows), BATCH):
        yield encoder.encode([dict(zip(columns, row, strict=True)) for row in rows[start : start + BATCH]])


def _as_text(value: object) -> str:
    """How PostgreSQL writes what JSON does not know."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"A row for the database holds a {type(value).__name__}")


def _for_sqlite(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """SQLite keeps keys as 32 letters; everything else it takes as it is."""
    places = [n for n, field in enumerate(fields) if field.get_internal_type() == "UUIDField"]
    if not places:
        return rows
    turned = []
    for row in rows:
        cells = list(row)
        for place in places:
            cells[place] = cells[place].hex if isinstance(cells[place], UUID) else cells[place]
        turned.append(cells)
    return turned
