"""A small real house for tests: its deeds run in processes of their own, which can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from vuistregel.settings.environment import new_secrets


@dataclass(slots=True)
class SmallHouse:
    """Where the house lies, the environment of its process, and the deeds that it does."""

    var: Path
    environment: dict[str, str] = field(default_factory=dict)
    settings: str = "vuistregel.keys.tests.small_house"
    _process: subprocess.Popen[str] | None = None
    _started_with: dict[str, str] = field(default_factory=dict)

    def do(self, deed: str, **arguments: Any) -> Any:
        """Have one of `deeds` done; an error of the room comes as {"error": …, "words": …}."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([deed, arguments]) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, f"{deed} ended the process with {process.wait()}"
        return json.loads(answer)

    def do_and_be_killed(self, deed: str, **arguments: Any) -> None:
        """A deed in the midst of which the process gets SIGKILL."""
        with pytest.raises(AssertionError, match="ended the process with -9"):
            self.do(deed, **arguments)
        self.stop()

    def stop(self) -> None:
        """End the process; the next deed starts another."""
        if self._process is not None:
            with self._process as process:
                assert process.stdin is not None
                process.stdin.close()
            self._process = None

    @property
    def on_sqlite(self) -> bool:
        return "DATABASE_URL" not in self.environment

    def all_bytes(self) -> bytes:
        """Every byte that the house has on disk."""
        return b"".join(path.read_bytes() for path in sorted(self.var.rglob("*")) if path.is_file())

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._started_with != self.environment:
            self.stop()
        if self._process is None:
            plain = {
                name: value for name, value in os.environ.items() if not name.startswith(("VUISTREGEL_", "DATABASE_"))
            }
            self._started_with = dict(self.environment)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "vuistregel.keys.tests.deeds"],
                env={**plain, "DJANGO_SETTINGS_MODULE": self.settings, **self.environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self._process


@contextmanager
def small_house(folder: Path, *, settings: str = "vuistregel.keys.tests.small_house") -> Iterator[SmallHouse]:
    """A fresh, migrated house; on PostgreSQL with two databases on the server that these tests use."""
    folder.mkdir()
    house = SmallHouse(folder, {"VUISTREGEL_VAR": str(folder), **new_secrets()}, settings)
    present = connections["default"]
    if present.vendor != "postgresql":
        house.do("migrate")
        try:
            yield house
        finally:
            house.stop()
        return
    to = present.settings_dict
    names = [f"small_{uuid4().hex[:10]}_{part}" for part in ("main", "keys")]
    login = {"user": to["USER"], "password": to["PASSWORD"], "host": to["HOST"], "port": to["PORT"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in login.items() if v}) as server:
        for name in names:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            house.environment |= {
                variable: _url(login, name)
                for variable, name in zip(("DATABASE_URL", "VUISTREGEL_KEYS_URL"), names, strict=True)
            }
            house.do("migrate")
            yield house
        finally:
            house.stop()
            for name in names:
                # Without FORCE, which may not end the server's own cleaning; a plain drop may.
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _url(login: dict[str, Any], name: str) -> str:
    port = f":{login['port']}" if login["port"] else ""
    user = quote(login["user"] or "", safe="")
    password = f":{quote(login['password'], safe='')}" if login["password"] else ""
    return f"postgres://{user}{password}@{quote(login['host'] or '', safe='')}{port}/{name}"
