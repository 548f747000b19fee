"""The few SQL statements of the log, per database. Everything that writes an event, or reads its bytes, stands here.

PostgreSQL: the head's row is the queue. One upsert takes its lock, moves it on, and hands the new number and both
codes to the inserts of event and links. SQLite: the writer already holds the one write lock; a trigger (guards.py)
moves the head on and makes the links.
"""

# ruff: noqa: S608  (the only text put into these statements is the log's own list of columns and tables)

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from vuistregel.evidence.chain import ZERO, pads

#: The columns that make an event's body, in this order. Changing it breaks every chain that exists.
COLUMNS: Final = (
    "event",
    "at",
    "kind",
    "actor_kind",
    "actor_ref",
    "norms_release",
    "correlation",
    "decision",
    "data",
    "sealed",
    "persons",
)
_COLUMNS: Final = ", ".join(COLUMNS)
_VALUES: Final = ", ".join(f"%({column})s" for column in COLUMNS)
#: Values by place, not by name: Django spells named ones anew for SQLite at every call.
_SQLITE: Final = f"""
insert into evidence_logevent (board_id, seq, prev, mac, {_COLUMNS})
select %s, h.seq + 1, h.mac, evidence_mac(%s, h.mac, h.seq + 1), {", ".join(["%s"] * len(COLUMNS))}
from (select coalesce(max(seq), 0) as seq, coalesce(max(mac), zeroblob(32)) as mac
      from evidence_loghead where board_id = %s) h
returning seq, mac
"""
_SQLITE_QMARK: Final = _SQLITE.replace("%s", "?")
_POSTGRES: Final = f"""
with w as (
  insert into evidence_loghead as h (board_id, seq, prev, mac)
  values (%(board)s, 1, %(zero)s, sha256(%(outer)s || sha256(%(inner)s || %(zero)s || int8send(1::bigint))))
  on conflict (board_id) do update set seq = h.seq + 1, prev = h.mac,
    mac = sha256(%(outer)s || sha256(%(inner)s || h.mac || int8send(h.seq + 1)))
  returning seq, prev, mac
), e as (
  insert into evidence_logevent (board_id, seq, prev, mac, {_COLUMNS})
  select %(board)s, w.seq, w.prev, w.mac, {_VALUES.replace("%(at)s", "(%(at)s || '+00')::timestamptz")} from w
), p as (
  insert into evidence_logperson (board_id, seq, person)
  select %(board)s, w.seq, k from w, unnest(%(links)s::uuid[]) k
)
select seq, mac from w
"""
#: An event's body, the same bytes on both databases: what `log.body_of` makes when the event is written.
_BODY_SQLITE: Final = " || char(31) || ".join(
    "coalesce(correlation, '')" if column == "correlation" else column for column in COLUMNS
)
_BODY_POSTGRES: Final = " || chr(31) || ".join(
    {
        "event": "replace(event::text, '-', '')",
        "at": "to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "correlation": "coalesce(replace(correlation::text, '-', ''), '')",
    }.get(column, column)
    for column in COLUMNS
)
_READS: Final = {
    "sqlite": "select seq, cast(prev as blob), cast(mac as blob), cast(persons as blob), "
    f"cast({_BODY_SQLITE} as blob) from evidence_logevent "
    "where board_id = %s and seq > %s and typeof(seq) = 'integer' order by seq limit %s",
    "postgresql": "select seq, prev, mac, convert_to(persons, 'UTF8'), "
    f"convert_to({_BODY_POSTGRES}, 'UTF8') from evidence_logevent "
    "where board_id = %s and seq > %s order by seq limit %s",
}
_KINDS: Final = """
with recursive k(kind) as (
  select min(kind) from evidence_logevent where board_id = %s
  union all
  select (select min(t.kind) from evidence_logevent t where t.board_id = %s and t.kind > k.kind) from k
  where k.kind is not null
)
select kind from k where kind is not null
"""
#: A link travels as its person's key (32 characters) and the number behind it: one value per link.
_UNLINKED_SQLITE: Final = """
select cast(substr(w.value, 33) as integer) from json_each(%s) w
where not exists (select 1 from evidence_logperson p where p.board_id = %s
                  and p.person = substr(w.value, 1, 32) and p.seq = cast(substr(w.value, 33) as integer))
"""
_UNLINKED_POSTGRES: Final = """
select w.seq from unnest(%s::bigint[], %s::uuid[]) w(seq, person)
where not exists (select 1 from evidence_logperson p
                  where p.board_id = %s and p.person = w.person and p.seq = w.seq)
"""
_LINKED: Final = """
select count(*) filter (where seq <= %s), count(*) filter (where seq > %s) from evidence_logperson where board_id = %s
"""
_NEEDLESS: Final = {
    vendor: f"""
select distinct p.seq from evidence_logperson p
left join evidence_logevent e on e.board_id = p.board_id and e.seq = p.seq
where p.board_id = %s and (e.seq is null or {position} = 0) order by p.seq
"""
    for vendor, position in {
        "sqlite": "instr(e.persons, '\"' || p.person || '\"')",
        "postgresql": "position('\"' || replace(p.person::text, '-', '') || '\"' in e.persons)",
    }.items()
}
#: Heads and codes; on SQLite as bytes, whatever somebody wrote into the column.
_HEADS: Final = {
    "sqlite": "select board_id, seq, cast(mac as blob) from evidence_loghead order by board_id",
    "postgresql": "select board_id, seq, mac from evidence_loghead order by board_id",
}
_HEAD: Final = {
    "sqlite": "select seq, cast(mac as blob) from evidence_loghead where board_id = %s",
    "postgresql": "select seq, mac from evidence_loghead where board_id = %s",
}
_MACS: Final = {
    "sqlite": "select seq, cast(mac as blob) from evidence_logevent where board_id = %s "
    "and seq in (select value from json_each(%s))",
    "postgresql": "select seq, mac from evidence_logevent where board_id = %s "
    "and seq in (select value::bigint from json_array_elements_text(%s::json))",
}
_STRAYS: Final = """
select (select count(*) from evidence_logevent where typeof(seq) <> 'integer' or typeof(board_id) <> 'integer')
     + (select count(*) from evidence_logperson where typeof(seq) <> 'integer' or typeof(board_id) <> 'integer')
"""
#: The next board in order, without reading all events: one step along the index per board.
_BOARDS: Final = """
with recursive b(board_id) as (
  select min(board_id) from {table}
  union all
  select (select min(t.board_id) from {table} t where t.board_id > b.board_id) from b where b.board_id is not null
)
select board_id from b where board_id is not null
"""


def on_postgres() -> bool:
    return connection.vendor == "postgresql"


def insert(
    database: BaseDatabaseWrapper, values: Mapping[str, Any], *, board_id: int, one_event_key: bytes, links: list[str]
) -> tuple[int, bytes]:
    """Write one event with its links and move the head on: one statement. Returns its number and code."""
    if database.vendor != "postgresql":
        row = _insert_sqlite(database, [board_id, one_event_key, *(values[column] for column in COLUMNS), board_id])
    else:
        inner, outer = pads(one_event_key)
        place: dict[str, Any] = {"board": board_id, "zero": ZERO, "inner": inner, "outer": outer, "links": links}
        with database.cursor() as cursor:
            cursor.execute(_POSTGRES, {**values, **place})
            row = cursor.fetchone()
    return int(row[0]), bytes(row[1])


def _insert_sqlite(database: BaseDatabaseWrapper, values: list[Any]) -> Any:
    """On SQLite Django's cursor costs more than the statement itself, so where nobody watches the statements (tests
    that count them, a debugging developer) it goes to the connection that Django opened for this transaction."""
    if database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(_SQLITE, values)
            return cursor.fetchall()[0]
    with database.wrap_database_errors:
        return database.connection.execute(_SQLITE_QMARK, values).fetchall()[0]


def kinds(board_id: int) -> list[str]:
    """The kinds of events that the board has: one step along the index per kind."""
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, [board_id, board_id])
        return [kind for (kind,) in cursor.fetchall()]


def boards() -> list[int]:
    """Every board that has events, links or a head."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for table in ("evidence_logevent", "evidence_logperson", "evidence_loghead"):
            cursor.execute(_BOARDS.format(table=table))
            found.update(int(board) for (board,) in cursor.fetchall())
    return sorted(found)


def heads() -> dict[int, tuple[int, bytes]]:
    """Number and code of the last event per board."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS[connection.vendor])
        return {int(board): (int(seq), bytes(mac)) for board, seq, mac in cursor.fetchall()}


def head(board_id: int) -> tuple[int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute(_HEAD[connection.vendor], [board_id])
        row = cursor.fetchone()
    return (int(row[0]), bytes(row[1])) if row else None


#: A raw event: number, code before it, code, persons, body. Bytes, because what somebody wrote into a column without
#: the house may not even be text.
Raw = tuple[int, bytes, bytes, bytes, bytes]


def chunks(board_id: int, size: int) -> Iterator[list[Raw]]:
    """A board's events in order, so many at a time: memory stays bounded and no transaction stays open."""
    after = -(2**63)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_READS[connection.vendor], [board_id, after, size])
            rows: list[Raw] = cursor.fetchall()
        if rows:
            yield rows
        if len(rows) < size:
            return
        after = rows[-1][0]


def unlinked(board_id: int, links: list[tuple[int, str]]) -> set[int]:
    """The numbers of those (number, person) that have no link."""
    with connection.cursor() as cursor:
        if on_postgres():
            cursor.execute(_UNLINKED_POSTGRES, [[seq for seq, _ in links], [key for _, key in links], board_id])
        else:
            cursor.execute(_UNLINKED_SQLITE, [json.dumps([f"{key}{seq}" for seq, key in links]), board_id])
        return {int(seq) for (seq,) in cursor}


def linked(board_id: int, until: int) -> tuple[int, int]:
    """How many links the board has up to this number, and beyond it."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKED, [until, until, board_id])
        upto, beyond = cursor.fetchone()
    return int(upto), int(beyond)


def needless(board_id: int) -> Iterator[int]:
    """The numbers of links that their event does not name. Slow; asked when the count is wrong."""
    with connection.cursor() as cursor:
        cursor.execute(_NEEDLESS[connection.vendor], [board_id])
        yield from (int(seq) for (seq,) in cursor)


def strays() -> int:
    """Rows that no chunk shows because their number is none: possible on SQLite only."""
    if on_postgres():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS)
        return int(cursor.fetchone()[0])


def macs(board_id: int, seqs: list[int]) -> dict[int, bytes]:
    """The codes of these events, where they exist."""
    with connection.cursor() as cursor:
        cursor.execute(_MACS[connection.vendor], [board_id, json.dumps(seqs)])
        return {int(seq): bytes(mac) for seq, mac in cursor.fetchall()}
