"""Houses that work in a process of their own: how a test talks with it, and the databases that it gets."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connections
from psycopg import sql


def ask(process: subprocess.Popen[str], what: str, *more: Any) -> Any:
    """One line of JSON to a process, and the line that it answers. Fails the test when it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([what, *more]) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, f"{what} ended the process with {process.wait()}"
    return json.loads(answer)


@contextmanager
def own_databases() -> Iterator[dict[str, str]]:
    """The environment with two empty databases on the PostgreSQL of these tests; empty where they run on SQLite."""
    if connections["default"].vendor != "postgresql":
        yield {}
        return
    to = connections["default"].settings_dict
    login = {"user": to["USER"], "password": to["PASSWORD"], "host": to["HOST"], "port": to["PORT"]}
    names = {variable: f"own_{uuid4().hex[:10]}" for variable in ("DATABASE_URL", "VUISTREGEL_KEYS_URL")}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in login.items() if v}) as server:
        for name in names.values():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {variable: _url(login, name) for variable, name in names.items()}
        finally:
            for name in names.values():
                # Without FORCE, which may not end the server's own cleaning; a plain drop may.
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _url(login: dict[str, Any], name: str) -> str:
    port = f":{login['port']}" if login["port"] else ""
    user = quote(login["user"] or "", safe="")
    password = f":{quote(login['password'], safe='')}" if login["password"] else ""
    return f"postgres://{user}{password}@{quote(login['host'] or '', safe='')}{port}/{name}"
