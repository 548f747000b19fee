"""Many rows in few statements: what a roster of 100,000 pupils needs and an ORM per row cannot give.

PostgreSQL takes columns as arrays (`unnest`), which row-level security allows where COPY is refused; SQLite takes
`executemany`. Values are plain: text, whole numbers, booleans, bytes, keys (UUID), ISO days as text, None.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

BATCH: Final = 5_000
#: How PostgreSQL takes a column of an array; a day arrives as text, and so does whatever is not named here.
_ARRAYS: Final = {
    "BigAutoField": "bigint[]",
    "ForeignKey": "bigint[]",
    "UUIDField": "uuid[]",
    "DateField": "text[]::date[]",
    "BinaryField": "bytea[]",
    "BooleanField": "boolean[]",
    "PositiveIntegerField": "integer[]",
}


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


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of these fields. Fields with a default that are not named must be named: the database has none."""
    if not rows:
        return
    fields = [_field(model, name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{_array(field)}" for field in fields)
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                cursor.execute(
                    f'insert into "{model._meta.db_table}" ({columns}) select * from unnest({arrays})',
                    [list(column) for column in zip(*part, strict=True)],
                )
            return
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(
            f'insert into "{model._meta.db_table}" ({columns}) values ({marks})', _for_sqlite(fields, rows)
        )


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, versioned: bool) -> int:
    """Change rows by id: each row is (id, [version,] values…). Returns how many rows there were to change.

    With `versioned` a row is changed only when it has that version still, and its version goes up.
    """
    if not rows:
        return 0
    fields = [_field(model, name) for name in ("id", *(["version"] if versioned else []), *names)]
    table = model._meta.db_table
    sets = [f'"{_field(model, name).column}"' for name in names]
    changed = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            aliases = [f"v{n}" for n in range(len(fields))]
            values = ", ".join(
                f"{column} = v.{alias}" for column, alias in zip(sets, aliases[-len(sets) :], strict=True)
            )
            bump, same = (", version = t.version + 1", " and t.version = v.v1") if versioned else ("", "")
            arrays = ", ".join(f"%s::{_array(field)}" for field in fields)
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                cursor.execute(
                    f'update "{table}" t set {values}{bump} from unnest({arrays}) v({", ".join(aliases)}) '
                    f"where t.id = v.v0{same}",
                    [list(column) for column in zip(*part, strict=True)],
                )
                changed += cursor.rowcount
            return changed
        bump, same = (", version = version + 1", " and version = %s") if versioned else ("", "")
        heads = 2 if versioned else 1
        turned = [(*row[heads:], *row[:heads]) for row in _for_sqlite(fields, rows)]
        cursor.executemany(
            f'update "{table}" set {", ".join(f"{column} = %s" for column in sets)}{bump} where id = %s{same}', turned
        )
        return int(cursor.rowcount)


def _field(model: type[models.Model], name: str) -> Any:
    """A field with a column; a field without one would be a mistake of ours and fails at once."""
    return model._meta.get_field(name)


def _array(field: Any) -> str:
    return _ARRAYS.get(field.get_internal_type(), "text[]")


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
