"""The commands on the whole house, with every room's tables and the log's guards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vuistregel.keys.tests.small import SmallHouse, small_house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_whole_house_is_backed_up_practised_and_restored_and_its_log_verifies(tmp_path: Path):
    folder = str(tmp_path / "backups")
    with small_house(tmp_path / "house", settings="vuistregel.settings") as house:
        school = ["add_school", "--board", "Stichting", "--school", "De Regenboog", "--brin", "99ZZ", "--sector", "po"]
        assert run(house, *school)["code"] == 0
        made = run(house, "backup", folder, "--json")
        assert made["code"] == 0
        assert run(house, *school[:4], "Later", "--brin", "98ZZ", *school[7:])["code"] == 0

        drilled = run(house, "restore", folder, "--drill", "--json")
        assert (drilled["code"], drilled["json"]["problems"]) == (0, [])
        assert run(house, "restore", folder)["code"] == 2
        restored = run(house, "restore", folder, "--yes", "--json")
        assert (restored["code"], restored["json"]["label"]) == (0, made["json"]["label"])
        verified = run(house, "verify_log", "--json")
        assert (verified["code"], verified["json"]["problems"]) == (0, [])
        assert run(house, "rotate_keys", "--json")["json"]["left"] == {}

        for path in Path(folder).glob("keys-*"):
            path.write_bytes(path.read_bytes()[:-1])
        refused = run(house, "restore", folder, "--yes", "--json")
        assert (refused["code"], refused["json"]["outcome"]) == (1, "no")


def test_whoever_works_after_a_restore_that_was_killed_first_finishes_it(tmp_path: Path):
    folder = str(tmp_path / "backups")
    with small_house(tmp_path / "house", settings="vuistregel.settings") as house:
        school = ["add_school", "--board", "Stichting", "--school", "De Regenboog", "--brin", "99ZZ", "--sector", "po"]
        assert run(house, *school)["code"] == 0
        label = run(house, "backup", folder, "--json")["json"]["label"]
        assert run(house, *school[:4], "Later", "--brin", "98ZZ", *school[7:])["code"] == 0

        house.do_and_be_killed("restore_and_die_before", folder=folder)
        assert run(house, "verify_log", "--json")["json"]["information"] == []
        assert house.do("records") == ["backup"]

        house.do_and_be_killed("restore_and_die", folder=folder)
        assert house.do("records") == []
        verified = run(house, "verify_log", "--json")
        assert (verified["code"], verified["json"]["problems"]) == (0, [])
        assert label in json.dumps(verified["json"]["information"])
        assert house.do("records") == ["restore"]


def run(house: SmallHouse, *arguments: str) -> dict:
    answer: dict = house.do("command", arguments=list(arguments))
    return answer
