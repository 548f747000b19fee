"""Sweeps in processes of their own: two at once send once, and one that is killed half-way sends nothing twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connections

from vuistregel.outbox.tests.mailserver import Post, mail_server

SWEEPER = [sys.executable, "-m", "vuistregel.outbox.tests.sweeper"]
ON_POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]


class House:
    """The outbox of a house, in processes: an SQLite file of its own, or this test's PostgreSQL databases."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def start(self, *tasks: str, mail: str = "") -> subprocess.Popen[str]:
        environment = self.environment | {"VUISTREGEL_MAIL_URL": mail}
        return subprocess.Popen([*SWEEPER, " / ".join(tasks)], env=environment, stdout=subprocess.PIPE, text=True)

    def run(self, *tasks: str, mail: str = "") -> list[Any]:
        """The tasks one after another, in one process; what each of them said."""
        done = self.start(*tasks, mail=mail)
        out, _ = done.communicate()
        assert done.returncode == 0
        return [json.loads(line) for line in out.splitlines()]


def environment(var: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("VUISTREGEL_") and k != "DATABASE_URL"}
    return kept | {"DJANGO_SETTINGS_MODULE": "vuistregel.settings", "VUISTREGEL_VAR": str(var)}


@pytest.fixture
def house(empty_house, tmp_path: Path, transactional_db) -> House:
    """An empty house of files; on PostgreSQL the tests' own databases serve."""
    made = environment(empty_house(tmp_path / "var"))
    if ON_POSTGRES:
        for name, alias in (("DATABASE_URL", "default"), ("VUISTREGEL_KEYS_URL", "keys")):
            own = urlsplit(os.environ[name])._replace(path="/" + str(connections[alias].settings_dict["NAME"]))
            made[name] = urlunsplit(own)
    return House(made)


def test_two_sweeps_at_once_send_each_mail_once(house: House) -> None:
    with mail_server(Post(holds=True)) as server:
        first = house.start("post 6 mail iemand@voorbeeld.example", "sweep", mail=server.url)
        assert server.holding.wait(60), "the first sweep is in the middle of its first mail"
        server.holds = False
        [second] = house.run("sweep", mail=server.url)
        server.let_go.set()
        out, _ = first.communicate()

    sent = Counter(mail["Message-ID"] for mail in server.accepted)
    assert (len(sent), set(sent.values())) == (6, {1})
    assert (second, int(out)) == (5, 1)
    [states] = house.run("states")
    assert {row["state"] for row in states} == {"sent"}


def test_a_sweep_killed_before_it_knows_the_answer_leaves_the_mail_to_a_person(house: House) -> None:
    with mail_server(Post(holds=True)) as server:
        sweep = house.start("post 2 mail iemand@voorbeeld.example", "sweep", mail=server.url)
        assert server.holding.wait(60)
        sweep.send_signal(signal.SIGKILL)
        sweep.communicate()
        server.holds = False
        server.let_go.set()

        killed, _, _, later = house.run("states", "sweep 10", "sweep 100000", "states", mail=server.url)

    assert [row["state"] for row in killed] == ["sending", "waiting"]
    assert [(r["state"], r["trouble"]) for r in later] == [("unsure", "killed"), ("sent", "")]
    assert set(Counter(mail["Message-ID"] for mail in server.accepted).values()) == {1}


@pytest.mark.parametrize(("command", "at_work"), [(("worker",), "Starting"), (("serve", "--port"), "Started worker")])
def test_no_house_is_restored_from_under_a_process_that_has_nothing_to_do(
    empty_house, tmp_path: Path, command: tuple[str, ...], at_work: str
) -> None:
    house = environment(empty_house(tmp_path / "var"))
    del house["LOG_FILE"]  # what it says first tells when it is at work
    port = [str(free_port())] if "--port" in command else []
    vuistregel = [sys.executable, "-m", "vuistregel"]
    told: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*vuistregel, *command, *port], env=house, **told) as idle:
        assert idle.stdout is not None
        # A web server that is told to stop while it starts its worker leaves that behind.
        while at_work not in idle.stdout.readline():
            assert idle.poll() is None
        restore = subprocess.run(
            [*vuistregel, "restore", str(tmp_path), "--yes"], env=house, capture_output=True, text=True, check=False
        )
        idle.terminate()
        idle.communicate()

    assert restore.returncode == 1
    assert "Het huis draait nog." in restore.stderr


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_web_server_that_is_killed_leaves_no_process_that_goes_on_answering_and_two_never_share_a_port(
    empty_house, tmp_path: Path
) -> None:
    house = environment(empty_house(tmp_path / "var"))
    del house["LOG_FILE"]
    command = [sys.executable, "-m", "vuistregel", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, env=house, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as web:
        assert web.stdout is not None
        while "Started worker" not in web.stdout.readline():
            assert web.poll() is None
        second = subprocess.run(command, env=house, capture_output=True, text=True, check=False)
        web.kill()
        web.stdout.read()  # until the last process that holds it has ended

    assert second.returncode == 1
    assert second.stderr.startswith(f"Poort {command[-1]} is al in gebruik.")
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", int(command[-1])))
