"""The database's own refusal to change the log, made anew after every migration and checked at start.

SQLite forgets triggers without a word when a migration remakes their table; that is why they are not in a migration.
PostgreSQL's triggers are ALWAYS: they hold for the tables' owner and for a session that plays replica too.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections, transaction

GUARDED: Final = ("evidence_logevent", "evidence_logperson")
_REFUSAL: Final = "the evidence log is append-only"


def _sqlite_triggers() -> dict[str, str]:
    """The statements by name, spelled as SQLite keeps them: it writes CREATE TRIGGER in capitals."""
    triggers = {
        f"{table}_no_{verb}": (
            f"CREATE TRIGGER {table}_no_{verb} before {verb} on {table} begin select raise(abort, '{_REFUSAL}'); end"
        )
        for table in GUARDED
        for verb in ("update", "delete")
    }
    # A connection that leaves recursive_triggers off replaces a row without its delete trigger: refused before it does.
    for table, key in (("evidence_logevent", ("seq",)), ("evidence_logperson", ("person", "seq"))):
        same = " and ".join(f"{column} = new.{column}" for column in ("board_id", *key))
        triggers[f"{table}_no_replace"] = (
            f"CREATE TRIGGER {table}_no_replace before insert on {table} "  # noqa: S608  (names of ours)
            f"when exists (select 1 from {table} where {same}) begin select raise(abort, '{_REFUSAL}'); end"
        )
    triggers["evidence_logevent_follow"] = (
        "CREATE TRIGGER evidence_logevent_follow after insert on evidence_logevent begin "
        "insert into evidence_loghead (board_id, seq, prev, mac) values (new.board_id, new.seq, new.prev, new.mac) "
        "on conflict (board_id) do update set seq = excluded.seq, prev = excluded.prev, mac = excluded.mac; end"
    )
    triggers["evidence_logevent_link"] = (
        "CREATE TRIGGER evidence_logevent_link after insert on evidence_logevent when new.persons <> '[]' begin "
        "insert into evidence_logperson (board_id, seq, person) "
        "select new.board_id, new.seq, value from json_each(new.persons); end"
    )
    return triggers


SQLITE_TRIGGERS: Final = _sqlite_triggers()
_BODY: Final = f"begin raise exception '{_REFUSAL}' using errcode = 'insufficient_privilege'; end"
#: pg_trigger.tgtype: before (2) delete (8) update (16) truncate (32), per statement.
_KIND_OF_TRIGGER: Final = 2 + 8 + 16 + 32


def missing(using: str = "default") -> tuple[str, ...]:
    """The guards that are absent, switched off or changed. None while the tables do not exist yet."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if not set(GUARDED) <= set(connection.introspection.table_names(cursor)):
            return ()
        return _missing_postgres(cursor) if connection.vendor == "postgresql" else _missing_sqlite(cursor)


def _missing_sqlite(cursor: Any) -> tuple[str, ...]:
    cursor.execute("select name, sql from sqlite_master where type = 'trigger'")
    there = dict(cursor.fetchall())
    gone = [name for name, sql in SQLITE_TRIGGERS.items() if there.get(name) != sql]
    cursor.execute("pragma recursive_triggers")
    if not cursor.fetchone()[0]:
        gone.append("recursive_triggers")  # without it INSERT OR REPLACE deletes a row unseen
    return tuple(gone)


def _missing_postgres(cursor: Any) -> tuple[str, ...]:
    cursor.execute(
        "select t.tgname from pg_trigger t join pg_proc f on f.oid = t.tgfoid "
        "where t.tgrelid in (to_regclass(%s), to_regclass(%s)) and t.tgenabled = 'A' and t.tgtype = %s "
        "and t.tgqual is null and f.prosrc = %s",
        [*GUARDED, _KIND_OF_TRIGGER, _BODY],
    )
    there = {name for (name,) in cursor.fetchall()}
    return tuple(f"{table}_guard" for table in GUARDED if f"{table}_guard" not in there)


def make(using: str = "default") -> None:
    """Make what is missing. Safe to repeat."""
    gone = missing(using)
    if not gone:
        return
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"create or replace function evidence_refuse() returns trigger language plpgsql as $${_BODY}$$"
            )
            for table in GUARDED:
                cursor.execute(
                    f"create or replace trigger {table}_guard before update or delete or truncate on {table} "
                    "for each statement execute function evidence_refuse()"
                )
                cursor.execute(f"alter table {table} enable always trigger {table}_guard")
            return
        for name in set(gone) & set(SQLITE_TRIGGERS):
            cursor.execute(f"drop trigger if exists {name}")
            cursor.execute(SQLITE_TRIGGERS[name])


def after_migrate(using: str = "default", **_: object) -> None:
    """Heal the guards after a migration, also after one that changed nothing."""
    make(using)
