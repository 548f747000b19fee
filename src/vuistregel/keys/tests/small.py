"""A small real house for tests: its deeds run in processes of their own, which can be killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.machinery.processes import ask, own_databases
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
        return ask(self._running(), deed, arguments)

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


def furnished_as(pattern: SmallHouse, folder: Path) -> SmallHouse:
    """An empty house like one that was migrated: a copy of its folder; on PostgreSQL its databases, emptied."""
    pattern.stop()
    shutil.copytree(pattern.var, folder)
    house = SmallHouse(folder, pattern.environment | {"VUISTREGEL_VAR": str(folder)}, pattern.settings)
    if not house.on_sqlite:
        house.do("empty")
    return house


@contextmanager
def small_house(folder: Path, *, settings: str = "vuistregel.keys.tests.small_house") -> Iterator[SmallHouse]:
    """A fresh, migrated house; on PostgreSQL with two databases on the server that these tests use."""
    folder.mkdir()
    house = SmallHouse(folder, {"VUISTREGEL_VAR": str(folder), **new_secrets()}, settings)
    with own_databases() as databases:
        house.environment |= databases
        try:
            house.do("migrate")
            yield house
        finally:
            house.stop()
