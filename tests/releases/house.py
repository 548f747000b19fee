"""A kept house of an earlier release, unpacked in a folder of its own, with today's commands to run on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections

from tests.machinery.processes import ask, own_databases

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass(frozen=True, slots=True)
class KeptHouse:
    """Where it lies, and the process in which today's house works on it."""

    var: Path
    process: subprocess.Popen[str]

    @property
    def holds(self) -> dict[str, Any]:
        """What it held when it was kept."""
        found: dict[str, Any] = json.loads((self.var / "holds.json").read_text())
        return found

    def command(self, *arguments: str) -> str:
        """A command of today's house; its output. Fails the test when the command does."""
        code, printed = self.look("command", *arguments)
        assert code == 0, f"{arguments} ended with {code}:\n{printed}"
        return str(printed)

    def look(self, verb: str = "look", *values: str) -> Any:
        """What `look` finds in it, or does with it."""
        return ask(self.process, verb, *values)


def releases() -> list[str]:
    """The releases that were kept, oldest first."""
    return sorted((p.name for p in HERE.iterdir() if p.name[0].isdigit()), key=lambda n: [int(x) for x in n.split(".")])


@contextmanager
def kept(release: str, folder: Path) -> Iterator[KeptHouse]:
    """The house of a release, on the kind of database that these tests run on, not upgraded yet."""
    engine = connections["default"].vendor
    with tarfile.open(HERE / release / f"{engine}.tar.xz") as packed:
        packed.extractall(folder)  # noqa: S202  (made here; Debian's Python 3.11.2 knows no filters)
    with own_databases() as urls:
        plain = {n: v for n, v in os.environ.items() if not n.startswith(("VUISTREGEL_", "DATABASE_", "DJANGO_"))}
        own = {
            "VUISTREGEL_MODE": "example",
            "VUISTREGEL_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "vuistregel.settings",
        }
        command = [sys.executable, "-m", "tests.releases.look"]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=ROOT, env={**plain, **own, **urls}, **pipes) as process:
            house = KeptHouse(folder, process)
            if engine == "postgresql":
                house.look("as-it-was")
                house.command("restore", str(folder / "backups"), "--yes")
            yield house
