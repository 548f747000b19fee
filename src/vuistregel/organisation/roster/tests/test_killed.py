"""Kill -9 in the middle of an import: nothing half, nothing lost, nothing personal left behind.

Each case runs the real command in a process of its own, on a house of its own (an SQLite file), and dies at one named
place: no timing, no luck.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from vuistregel.organisation.roster.tests.small import PUPILS, Roster

pytestmark = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="these houses are SQLite files of their own, whatever the other tests run on",
)

#: Runs a command, and dies by SIGKILL when `place` is called for the `n`th time. Without a place it just runs.
CHILD = """
import importlib, os, signal, sys
import django
django.setup()
place, number, *arguments = sys.argv[1:]
if place:
    module, _, name = place.rpartition(".")
    home = importlib.import_module(module)
    own, left = getattr(home, name), [int(number)]
    def fatal(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return own(*args, **kwargs)
    setattr(home, name, fatal)
from django.core.management import call_command
call_command(*arguments)
"""
#: Afterwards, in another process: does the log verify, does the same file come in, is everything cleaned up?
AFTER = """
import io, json, sys
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from vuistregel import clock, keys
from vuistregel.access.actor import job
from vuistregel.organisation.roster import runs
def ask(*arguments):
    out = io.StringIO()
    call_command(*arguments, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())
found = {"before": ask("verify_log")["ok"], "told": ask("import_roster", sys.argv[1], "--school", "99ZZ")}
later = clock.now() + timedelta(days=60)
runs.sweep(job("roster.sweep"), later)
keys.sweep(later)
print(json.dumps(found | {"after": ask("verify_log")["ok"]}))
"""
ROSTER = "vuistregel.organisation.roster"


class House:
    """A house of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        clean = {k: v for k, v in os.environ.items() if not k.startswith("VUISTREGEL_") and k != "DATABASE_URL"}
        self._environment = clean | {"VUISTREGEL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "vuistregel.settings"}

    def run(self, *arguments: str, place: str = "", number: int = 1) -> int:
        """A command; its exit code."""
        return self._python(CHILD, place, str(number), *arguments).returncode

    def after(self, file: Path) -> dict[str, Any]:
        """What the next process finds and does."""
        done = self._python(AFTER, str(file))
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )

    def personal_files(self, *, database: bool) -> list[str]:
        """Files that show a pupil's name."""
        names = [pupil.family_name.encode() for pupil in PUPILS]
        found = [p for p in self.folder.rglob("*") if p.is_file() and any(name in p.read_bytes() for name in names)]
        return [p.name for p in found if database or "sqlite3" not in p.name]

    def spooled(self) -> list[str]:
        root = self.folder / "spool"
        return sorted(p.name for p in root.iterdir()) if root.exists() else []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, empty_house) -> Path:
    """A migrated house with one school, made once."""
    house = House(empty_house(tmp_path_factory.mktemp("made") / "var"))
    school = ("--board", "Stichting", "--school", "De Wilgentak", "--brin", "99ZZ", "--sector", "po")
    assert house.run("add_school", *school) == 0
    return house.folder


@pytest.fixture
def house(made: Path, tmp_path: Path) -> House:
    return House(Path(shutil.copytree(made, tmp_path / "var")))


@pytest.mark.parametrize(
    ("place", "number", "came"),
    [
        (f"{ROSTER}.rows.staff_row", 1, "new"),  # in the middle of reading
        ("vuistregel.bulk.insert", 4, "new"),  # in the transaction: persons are written, their places are not
        (f"{ROSTER}.apply._record", 1, "new"),  # everything is written, the event is not
        (f"{ROSTER}.apply.delete_spool", 1, "unchanged"),  # the commit is certain, what was staged is still there
    ],
)
def test_killed_import_is_nothing_or_all_and_leaves_no_file(
    house: House, tmp_path: Path, place: str, number: int, came: str
) -> None:
    file = Roster().write(tmp_path)
    assert house.run("import_roster", str(file), "--school", "99ZZ", place=place, number=number) == -signal.SIGKILL
    assert house.personal_files(database="staff_row" in place) == []
    found = house.after(file)
    assert (found["before"], found["after"]) == (True, True)
    none = {"new": 0, "changed": 0, "unchanged": 0, "departed": 0}
    assert (found["told"]["pupils"], found["told"]["staff"]) == ({**none, came: 4}, {**none, came: 2})
    assert house.spooled() == []
