"""The second lock: on PostgreSQL the database itself shows only the boards of this session.

Web processes assume a plain role (VUISTREGEL_WEB_ROLE) for which row-level security holds (second_lock.py makes it);
each transaction says for which boards it works. Migrations, backup and jobs run as the owner. What must look over all
boards from a web process says so by `over_all_boards`, with the reason. See docs/adr/0005-two-locks.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def on_postgres() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def session_of(account_id: int | None) -> Iterator[None]:
    """Work for the boards that know this account; a visitor works for none.

    On PostgreSQL this is one transaction with the setting in it, so it holds behind a pooler too; a page is one
    transaction there. On SQLite the file serves one machine and `visible` is the only lock; so it is on PostgreSQL
    while no web role is configured, and then nothing made the function that is asked here.
    """
    if not on_postgres() or not settings.ENVIRONMENT.web_role:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('app.boards', coalesce((select string_agg(b::text, ',')"
                " from house_boards_of(%s) as b), ''), true)",
                [account_id or 0],
            )
        yield


@contextmanager
def session(boards: Iterable[int]) -> Iterator[None]:
    """Work for exactly these boards: an API token's board, a test's."""
    if not on_postgres():
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('app.boards', %s, true)", [",".join(str(b) for b in sorted(boards))])
        yield


#: One such function may call another: only the outermost gives the role back.
_over: ContextVar[bool] = ContextVar("over_all_boards", default=False)
#: What looks over all boards from a web process, and why: read by the documentation and by a test.
OVER_ALL_BOARDS: dict[str, str] = {}


def over_all_boards(why: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function that works over all boards. On PostgreSQL it runs as the owner, for as long as it takes."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        OVER_ALL_BOARDS[f"{function.__module__}.{function.__qualname__}"] = why

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            role = settings.ENVIRONMENT.web_role
            if not on_postgres() or not role or _over.get():
                return function(*args, **kwargs)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("select set_config('role', 'none', true)")
                token = _over.set(True)
                try:
                    return function(*args, **kwargs)
                finally:
                    _over.reset(token)
                    if not connection.needs_rollback:
                        with connection.cursor() as cursor:
                            cursor.execute("select set_config('role', %s, true)", [role])

        return run

    return declare
