"""Many rows in few statements: what a roster of 100,000 pupils needs and an ORM per row cannot give.

PostgreSQL takes a batch of rows as one JSON text and reads it by the table's own types, which row-level security allows
where COPY is refused; SQLite takes `executemany`. Values are plain: text, whole numbers, booleans, bytes, keys (UUID),
ISO days as text, None.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import islice
from threading import local
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connection, models

BATCH: Final = 2_000
#: So many batches may be on their way before somebody waits for them: what is sent is kept until it has arrived.
AHEAD: Final = 6


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


@contextmanager
def streamed() -> Iterator[None]:
    """Inserts within do not wait for PostgreSQL: it works on them while the next rows are prepared.

    Any other statement on this connection waits until all that was sent is done. An error of an insert comes there, or
    at the end: call it within a transaction. References are checked as rows come in, not all at the commit, so what is
    referred to goes first. SQLite works in this process and has nothing to gain.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _references("immediate")
    with connection.execute_wrapper(_arrived):
        try:
            yield
        except BaseException:
            # The first error is the one that says what was wrong; those of what came after it say only that.
            with suppress(DatabaseError):
                _arrive()
            raise
        _arrive()
    _references("deferred")


def _references(when: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints all {when}")


#: What was sent and not waited for, per thread: at most one pipeline.
_sending = local()


def _send(statement: str, batches: Iterator[str]) -> None:
    """Send inserts; within `streamed` without waiting for them."""
    if not any(wrapper is _arrived for wrapper in connection.execute_wrappers):
        with connection.cursor() as cursor:
            for batch in batches:
                cursor.execute(statement, [batch])
        return
    with connection.wrap_database_errors:
        for batch in batches:
            if getattr(_sending, "stack", None) is None:
                _sending.stack, _sending.batches = ExitStack(), 0
                _sending.stack.enter_context(connection.connection.pipeline())
            # The driver's own cursor: Django's would wait for the number of rows.
            connection.connection.execute(statement, [batch])
            _sending.batches += 1
            if _sending.batches == AHEAD:
                _arrive()


def _arrive() -> None:
    stack, _sending.stack = getattr(_sending, "stack", None), None
    if stack is not None:
        with connection.wrap_database_errors:
            stack.close()


def _arrived(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Before any other statement: what was sent is done."""
    _arrive()
    return execute(sql, params, many, context)


class Ids:
    """Ids for rows that are about to be inserted, drawn together and handed out as they are needed.

    Use it within the transaction that inserts the rows, for all rows of that model that it inserts.
    """

    def __init__(self, model: type[models.Model], expected: int) -> None:
        self._model, self._expected = model, max(expected, 1)
        self._drawn: Iterator[int] = iter(())
        self._last = 0

    def take(self, count: int) -> list[int]:
        taken = list(islice(self._drawn, count))
        if len(taken) < count:
            missing = count - len(taken)
            ids = reserve(self._model, max(missing, self._expected), after=self._last)
            self._drawn, self._last = iter(ids), ids[-1]
            taken += islice(self._drawn, missing)
        return taken


def reserve(model: type[models.Model], count: int, *, after: int = 0) -> range | list[int]:
    """Ids for rows that are about to be inserted. Call it within the transaction that inserts them.

    `after`: the highest id that was reserved before and is not inserted yet; SQLite does not know of it.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # The name of the sequence is looked up once, not for every row.
                "with s as materialized (select pg_get_serial_sequence(%s, 'id')::regclass as ids) "
                "select nextval(s.ids) from s, generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        # The one writer of SQLite: nobody else can take an id before this transaction ends.
        cursor.execute("select coalesce((select seq from sqlite_sequence where name = %s), 0)", [table])
        last = max(after, int(cursor.fetchone()[0]))
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
    if connection.vendor == "postgresql":
        statement = f'insert into "{table}" ({columns}) select {columns} from {_records(table)}{tail}'
        _send(statement, _as_json(fields, rows))
        return
    with connection.cursor() as cursor:
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
