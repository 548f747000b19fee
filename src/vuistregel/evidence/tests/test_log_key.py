"""The log key of a process is the one that wrote the log, or the process does not start."""

from __future__ import annotations

import base64
import dataclasses
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class

from vuistregel.evidence import logkey
from vuistregel.evidence.tests.support import a_board, append
from vuistregel.keys.models import BoardKeyMark

on_the_database = pytest.mark.django_db(databases=["default", "keys"])
ADD = ("add_school", "--board", "Stichting", "--school", "De Regenboog", "--brin", "99ZZ", "--sector", "po")


def typed_here(*words: str) -> None:
    """A command as if somebody typed it, in this process and on the database of this test."""
    name, *options = words
    command = load_command_class(get_commands()[name], name)
    command._called_from_command_line = True  # type: ignore[attr-defined]
    call_command(command, *options)


def use(settings, key: bytes) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, log_key=key)


@on_the_database
def test_the_first_key_of_a_house_without_a_log_is_remembered_and_another_is_refused(settings) -> None:
    logkey.require()
    own = settings.ENVIRONMENT.log_key
    use(settings, os.urandom(32))
    with pytest.raises(logkey.WrongLogKey):
        logkey.require()
    use(settings, own)
    logkey.require()


@on_the_database
def test_a_house_older_than_fingerprints_takes_only_the_key_that_wrote_its_log(settings) -> None:
    own = settings.ENVIRONMENT.log_key
    board = a_board()
    append(board)
    use(settings, os.urandom(32))
    append(board)  # as before there were fingerprints: what a wrong key left behind proves nothing for it
    with pytest.raises(logkey.WrongLogKey):
        logkey.require()
    assert not BoardKeyMark.objects.filter(name=logkey.NAME).exists()

    use(settings, own)
    logkey.require()
    assert BoardKeyMark.objects.filter(name=logkey.NAME).exists()


@on_the_database
@pytest.mark.parametrize("command", [ADD, ("tick",), ("verify_log",)], ids=lambda command: command[0])
def test_no_command_works_with_another_key_than_the_one_that_wrote_the_log(settings, capsys, command) -> None:
    append(a_board())
    logkey.require()
    use(settings, os.urandom(32))

    with pytest.raises(SystemExit) as ended:
        typed_here(*command)

    assert (ended.value.code, capsys.readouterr().err.strip()) == (1, logkey.WrongLogKey().words.nl)


def test_a_house_on_another_machine_starts_and_is_restored_with_its_own_log_key_only(
    empty_house, tmp_path: Path
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("VUISTREGEL_", "DJANGO_", "DATABASE_"))}
    environment |= {"VUISTREGEL_VAR": str(empty_house(tmp_path / "var"))}

    def typed(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vuistregel", *words]
        return subprocess.run(command, env=environment | more, capture_output=True, text=True, timeout=60, check=False)

    assert typed(*ADD).returncode == 0
    wrong = {"VUISTREGEL_LOG_KEY": base64.b64encode(os.urandom(32)).decode()}
    for process in ("serve", "worker"):
        refused = typed(process, **wrong)
        assert (refused.returncode, refused.stderr.strip()) == (1, logkey.WrongLogKey().words.nl)
    # A web server of another maker imports the application, and gets no further.
    command = [sys.executable, "-c", "import vuistregel.wsgi"]
    served = subprocess.run(command, env=environment | wrong, capture_output=True, text=True, timeout=60, check=False)
    assert (served.returncode, served.stderr.strip()) == (1, logkey.WrongLogKey().words.nl)
    assert typed("backup", str(tmp_path / "backups")).returncode == 0

    secrets = (tmp_path / "var" / "secrets.env").read_text()
    elsewhere = empty_house(tmp_path / "elsewhere")
    (elsewhere / "secrets.env").write_text(secrets)
    environment["VUISTREGEL_VAR"] = str(elsewhere)
    restore = ["restore", str(tmp_path / "backups"), "--yes"]
    refused = typed(*restore, **wrong)
    assert (refused.returncode, "VUISTREGEL_LOG_KEY past niet" in refused.stderr) == (1, True), refused.stderr
    with closing(sqlite3.connect(elsewhere / "vuistregel.sqlite3")) as house:
        assert house.execute("select count(*) from organisation_school").fetchone() == (0,), "nothing was touched"
    assert typed(*restore).returncode == 0
    assert typed("verify_log").returncode == 0
