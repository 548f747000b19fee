"""The second lock: on PostgreSQL the database itself shows only the boards of this session.

Web processes assume a plain role (VUISTREGEL_WEB_ROLE) for which row-level security holds; each transaction says for
which boards it works. Migrations, backup and work over all boards run as the owner. See docs/adr/0005-two-locks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def on_postgres() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def session(boards: Iterable[int], account_id: int | None = None) -> Iterator[None]:
    """Work for these boards. On PostgreSQL one transaction with the setting in it; on SQLite there is one lock."""
    if not on_postgres():
        yield
        return
    with transaction.atomic():
        say(boards, account_id)
        yield


def say(boards: Iterable[int], account_id: int | None = None) -> None:
    """Tell this transaction for which boards (and which account's own rows) it works. PostgreSQL only."""
    if not on_postgres():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.boards', %s, true), set_config('app.account', %s, true)",
            [",".join(str(b) for b in sorted(boards)), str(account_id or "")],
        )
