"""What somebody who types a command meets: plain sentences, three exit codes, and files that are theirs alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from argparse import ArgumentTypeError
from contextlib import closing
from pathlib import Path

import pytest

from vuistregel.access.commands import a_day
from vuistregel.access.upgraded import MIGRATE_FIRST
from vuistregel.cli import own_settings

HOUSE = {k: v for k, v in os.environ.items() if not k.startswith(("VUISTREGEL_", "DJANGO_", "DATABASE_URL"))}


@pytest.fixture
def typed(tmp_path: Path):
    def type_(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "vuistregel", *words],
            env=HOUSE | {"VUISTREGEL_VAR": str(tmp_path / "var")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return type_


@pytest.fixture
def typed_with():
    def type_(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "vuistregel", "check_house"],
            env=HOUSE | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return type_


def test_a_command_that_does_not_exist_is_wrong_use(typed) -> None:
    done = typed("nonsense", "--json")
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_wrong_use_reads_as_a_sentence_and_what_is_written_is_the_owners_alone(
    typed, tmp_path: Path, empty_house
) -> None:
    empty_house(tmp_path / "var")
    done = typed("decider", "--school", "99XX", "--pupil", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "Er is geen school met BRIN 99XX."
    bad_day = typed("decider", "--school", "99XX", "--pupil", "1", "--on", "1900-13-01")
    assert bad_day.returncode == 2
    assert "2026-09-01" in bad_day.stderr
    open_to_others = [p for p in (tmp_path / "var").rglob("*") if p.stat().st_mode & 0o077]
    assert open_to_others == []


def test_production_without_its_settings_names_them_all_and_shows_no_traceback(tmp_path: Path) -> None:
    environment = HOUSE | {"VUISTREGEL_MODE": "production", "VUISTREGEL_VAR": str(tmp_path)}

    found = subprocess.run(
        [sys.executable, "-m", "vuistregel", "serve"], env=environment, capture_output=True, text=True, check=False
    )

    assert found.returncode == 2
    for setting in ("SECRET_KEY", "BOARD_KEYS", "LOG_KEY", "TLS", "HOSTS", "URL"):
        assert f"VUISTREGEL_{setting}" in found.stderr
    assert "Traceback" not in found.stderr


def test_an_address_or_folder_that_nobody_can_use_is_named_with_its_setting_and_no_traceback(typed_with) -> None:
    found = typed_with(
        {
            "DATABASE_URL": "rubbish",
            "VUISTREGEL_KEYS_URL": "mysql://user:hidden@host/name",
            "VUISTREGEL_MAIL_URL": "smtp://",
            "VUISTREGEL_CACHE_URL": "rubbish",
            "VUISTREGEL_VAR": "/proc/nothing",
        }
    )

    assert found.returncode == 2
    for setting in ("DATABASE_URL", "VUISTREGEL_KEYS_URL", "VUISTREGEL_MAIL_URL", "VUISTREGEL_CACHE_URL"):
        assert f"- {setting} is not the address of" in found.stderr
    assert "- VUISTREGEL_VAR is /proc/nothing" in found.stderr
    assert "Traceback" not in found.stderr
    assert "hidden" not in found.stderr


@pytest.mark.parametrize("command", ["tick", "worker"])
def test_a_house_that_was_not_migrated_says_so_in_a_sentence(typed, command: str) -> None:
    done = typed(command)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("Draai `vuistregel migrate`.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_house_of_a_release_before_or_after_this_program_says_so_and_does_not_start(
    typed, tmp_path: Path, empty_house, command: str
) -> None:
    with closing(sqlite3.connect(empty_house(tmp_path / "var") / "keys.sqlite3", isolation_level=None)) as keys:
        keys.execute("insert into django_migrations (app, name, applied) values ('keys', '0999_later', '2027-01-01')")
        later = typed(command)
        keys.execute("delete from django_migrations where app = 'keys'")
        earlier = typed(command)

    assert (later.returncode, earlier.returncode) == (1, 1)
    assert later.stderr.startswith("De databases zijn van een nieuwere versie van Vuistregel (keys.0999_later).")
    assert earlier.stderr.splitlines() == [MIGRATE_FIRST.nl]


@pytest.mark.parametrize(
    ("words", "port"),
    [(["run", "--port", "8199"], 8199), (["run", "--port=8199"], 8199), (["run"], 8000)],
)
def test_links_of_the_example_carry_the_port_on_which_it_runs(words: list[str], port: int) -> None:
    assert own_settings(words)["VUISTREGEL_URL"] == f"http://localhost:{port}"
    assert own_settings(["serve", *words[1:]]) == {}


@pytest.mark.parametrize(
    ("own", "url"), [({}, "http://localhost:8199"), ({"VUISTREGEL_URL": "http://a.b"}, "http://a.b")]
)
def test_an_address_of_ones_own_goes_before_that_of_the_example(tmp_path: Path, own: dict[str, str], url: str) -> None:
    """`run` itself is left out: what it and the processes that it starts read is what counts."""
    look = "import vuistregel.cli as c, django.core.management as m; from django.conf import settings as s;"
    look += "m.execute_from_command_line = lambda _: print(s.ENVIRONMENT.url); c.main()"
    found = subprocess.run(
        [sys.executable, "-c", look, "run", "--port", "8199"],
        env=HOUSE | {"VUISTREGEL_VAR": str(tmp_path / "var")} | own,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert found.stdout.strip() == url


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "26-09-01", "morgen"])
def test_a_day_over_the_edge_of_the_calendar_is_wrong_use(day: str) -> None:
    with pytest.raises(ArgumentTypeError, match="2026-09-01"):
        a_day(day)
