"""Many processes on one board, and a process that is killed: nothing half, nothing twice, the log verifies."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from vuistregel.evidence.tests.support import a_board

WRITERS, EACH = 8, 12
WRITER = [sys.executable, "-m", "vuistregel.evidence.tests.writer"]


@pytest.fixture
def house(tmp_path: Path, transactional_db, empty_house) -> dict[str, str]:
    """The environment of other processes: on PostgreSQL this test's database, on SQLite a file that they share."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VUISTREGEL_")} | {
        "DJANGO_SETTINGS_MODULE": "vuistregel.settings",
        "VUISTREGEL_VAR": str(empty_house(tmp_path / "var")),
        "VUISTREGEL_LOG_KEY": base64.b64encode(settings.ENVIRONMENT.log_key).decode(),
    }
    if connection.vendor == "postgresql":
        own = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
        environment["DATABASE_URL"] = urlunsplit(own)
    else:
        environment.pop("DATABASE_URL", None)
    return environment


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def write(board: int, environment: dict[str, str], *tasks: str) -> list[str]:
    """The writer's lines, once it is done. It fails when one of its processes does."""
    return run([*WRITER, str(board), *tasks], environment).splitlines()


def test_eight_processes_on_one_new_board_write_without_error_and_without_gaps(house):
    board = a_board()

    written = write(board, house, f"{EACH}x{WRITERS}")

    assert sorted(map(int, written)) == list(range(1, WRITERS * EACH + 1))
    assert write(board, house, "verify") == [str(WRITERS * EACH)]


def test_a_process_killed_while_it_writes_leaves_a_log_that_verifies_with_all_that_it_finished(house):
    board = a_board()
    writer = subprocess.Popen([*WRITER, str(board), "0"], env=house, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    seen = [int(writer.stdout.readline()) for _ in range(40)]

    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()

    finished = max(seen + [int(line) for line in rest.split() if line.isdigit()])
    afterwards, *own, later = write(board, house, "verify", "3", "verify")
    count, *problems = afterwards.split()
    assert int(count) >= finished
    assert problems == []
    assert len(own) == 3
    assert later == str(int(count) + 3)
