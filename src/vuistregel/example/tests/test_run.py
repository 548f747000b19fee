"""`vuistregel run`: one house on a folder, alone on its port, or a sentence that says why not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from vuistregel.keys import locks


def run(var: Path, port: int) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VUISTREGEL_", "DJANGO_", "DATABASE_"))}
    command = [sys.executable, "-m", "vuistregel", "run", "--port", str(port)]
    house = kept | {"VUISTREGEL_VAR": str(var)}
    return subprocess.run(command, env=house, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_that_is_in_use_is_named_before_anything_starts_also_when_it_could_be_shared(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = run(tmp_path / "var", port)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Poort {port} is al in gebruik.")
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "var" / "vuistregel.sqlite3").exists()


def test_a_second_house_on_the_same_data_is_told_that_it_runs_already(tmp_path: Path) -> None:
    (tmp_path / "running").touch()
    with locks.unless_in_use(tmp_path / "running"):
        refused = run(tmp_path, 0)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Dit huis draait al")
