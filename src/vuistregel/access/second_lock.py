"""Makes and checks the second lock: the plain role, its rights, and one policy per table that has a board.

Idempotent: run after every migration. Without FORCE, so that the owner (migrations, backup, jobs) sees everything.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

#: `nullif`: after a first setting on a connection the value is '' and no more NULL, and the cast would fail.
#: The inner select is evaluated once per query instead of once per row.
_MINE = "any ((select string_to_array(nullif(current_setting('app.boards', true), ''), ',')::bigint[])::bigint[])"


def tables() -> list[tuple[str, str]]:
    """Every table of the house that has a board, with its column; the boards themselves too."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("vuistregel."):
            continue
        meta = model._meta
        if meta.label == "organisation.Board":
            found.append((meta.db_table, "id"))
        elif meta.label != "evidence.LogHead" and any(f.column == "board_id" for f in meta.concrete_fields):
            # A head holds a number and a hash; every writer must reach it, also for the house itself (board 0).
            found.append((meta.db_table, "board_id"))
    return sorted(found)


def make(using: str = "default", role: str | None = None, **_: Any) -> None:
    """Make the role, its rights and the policies; on SQLite, or without a web role, there is nothing to make."""
    connection = connections[using]
    role = role or settings.ENVIRONMENT.web_role
    if using != "default" or connection.vendor != "postgresql" or not role:
        return
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('role', 'none', false)")
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"create role {quoted} nologin")
        cursor.execute(f"grant {quoted} to current_user")
        cursor.execute(f"grant usage on schema public to {quoted}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {quoted}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {quoted}")
        for table in ("django_migrations", "evidence_logevent", "evidence_logperson"):
            cursor.execute("select to_regclass(%s)", [table])
            if cursor.fetchone()[0] is not None:
                cursor.execute(f"revoke update, delete, truncate on {table} from {quoted}")
        cursor.execute(
            "create or replace function house_boards_of(account bigint) returns setof bigint language sql stable"
            " security definer set search_path = public as"
            " $$ select distinct board_id from organisation_person where account_id = account $$"
        )
        for table, column in tables():
            _policy(cursor, connection, table, column)


def _policy(cursor: Any, connection: BaseDatabaseWrapper, table: str, column: str) -> None:
    name = connection.ops.quote_name(table)
    cursor.execute(f"alter table {name} enable row level security")
    cursor.execute(f"drop policy if exists board_read on {name}")
    cursor.execute(f"drop policy if exists board_write on {name}")
    # Whoever writes for the house itself (no board, or board 0: a refusal to a visitor) may write, never read.
    check = f"{column} is null or {column} = 0 or {column} = {_MINE}"
    cursor.execute(f"create policy board_read on {name} using ({column} = {_MINE}) with check ({check})")


def missing(using: str = "default") -> list[str]:
    """The tables with a board that have no policy: a system check names them before the house serves."""
    connection = connections[using]
    if connection.vendor != "postgresql" or not settings.ENVIRONMENT.web_role:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid"
            " where c.relrowsecurity and p.polname = 'board_read'"
        )
        guarded = {row[0] for row in cursor.fetchall()}
    return [table for table, _ in tables() if table not in guarded]
