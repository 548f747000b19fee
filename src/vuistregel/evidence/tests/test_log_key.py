"""The log key of a process is the one that wrote the log, or the process does not start."""

from __future__ import annotations

import base64
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vuistregel.evidence import logkey
from vuistregel.evidence.tests.support import a_board, append
from vuistregel.keys.models import BoardKeyMark

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ADD = ("add_school", "--board", "Stichting", "--school", "De Regenboog", "--brin", "99ZZ", "--sector", "po")


def use(settings, key: bytes) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, log_key=key)


def test_the_first_key_of_a_house_without_a_log_is_remembered_and_another_is_refused(settings) -> None:
    logkey.require()
    own = settings.ENVIRONMENT.log_key
    use(settings, os.urandom(32))
    with pytest.raises(logkey.WrongLogKey):
        logkey.require()
    use(settings, own)
    logkey.require()


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


def test_no_command_writes_with_another_key_and_a_log_is_not_called_changed_because_of_it(
    empty_house, tmp_path: Path
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("VUISTREGEL_", "DJANGO_", "DATABASE_"))}
    environment |= {"VUISTREGEL_VAR": str(empty_house(tmp_path / "var"))}

    def typed(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "vuistregel", *words]
        return subprocess.run(command, env=environment | more, capture_output=True, text=True, timeout=60, check=False)

    assert typed(*ADD).returncode == 0
    wrong = {"VUISTREGEL_LOG_KEY": base64.b64encode(os.urandom(32)).decode()}
    again = [*ADD[:4], "De Wilgentak", "--brin", "98ZZ", *ADD[7:]]
    for command in (["serve"], ["worker"], ["tick"], again, ["verify_log"]):
        refused = typed(*command, **wrong)
        assert (refused.returncode, refused.stderr.strip()) == (1, logkey.WrongLogKey().words.nl), command

    assert typed("verify_log").returncode == 0
    # On another machine the right key is all it takes; a wrong one is named there too.
    assert typed("backup", str(tmp_path / "backups")).returncode == 0
    secrets = (tmp_path / "var" / "secrets.env").read_text()
    elsewhere = empty_house(tmp_path / "elsewhere")
    (elsewhere / "secrets.env").write_text(secrets)
    environment["VUISTREGEL_VAR"] = str(elsewhere)
    restore = ["restore", str(tmp_path / "backups"), "--yes"]
    refused = typed(*restore, **wrong)
    assert (refused.returncode, "VUISTREGEL_LOG_KEY" in refused.stderr) == (1, True), refused.stderr
    assert typed(*restore).returncode == 0
    assert typed("verify_log").returncode == 0
