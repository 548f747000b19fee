"""`empty_house`: a house of files for tests that start processes of their own.

A migration of the whole house takes seconds, so it is done once for all tests and workers, and copied.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / ".cache" / "test-var" / "empty-houses"


@pytest.fixture(scope="session")
def empty_house() -> Callable[[Path], Path]:
    """`empty_house(folder)` makes a migrated house with keys of its own in a folder that is not there yet."""

    def make(folder: Path) -> Path:
        shutil.copytree(_kept(), folder)
        # Each house has its own secrets: they are made when it is first used.
        (folder / "secrets.env").unlink()
        return folder

    return make


def _kept() -> Path:
    """The house that is copied; made by whoever needs it first, and again when a migration or a package changed."""
    sources = [ROOT / "uv.lock", *sorted((ROOT / "src").rglob("migrations/*.py"))]
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    house = KEPT / state
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not house.exists():
            made = KEPT / "half-made"
            shutil.rmtree(made, ignore_errors=True)
            clean = {k: v for k, v in os.environ.items() if not k.startswith(("VUISTREGEL_", "DATABASE_"))}
            own = {"DJANGO_SETTINGS_MODULE": "vuistregel.settings", "VUISTREGEL_VAR": str(made)}
            command = [sys.executable, "-m", "vuistregel", "migrate", "--verbosity", "0"]
            subprocess.run(command, env=clean | own, check=True)
            made.rename(house)
    return house
