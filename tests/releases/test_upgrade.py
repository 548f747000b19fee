"""The house of every release so far comes to this one whole: rows, log, keys and pages; and it can be restored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.releases.house import kept, releases
from vuistregel import __version__


@pytest.mark.both_databases
@pytest.mark.parametrize("release", releases())
def test_a_house_of_an_earlier_release_is_upgraded_whole_and_restored_with_every_way_in_shut(
    release: str, tmp_path: Path
) -> None:
    with kept(release, tmp_path) as house:
        house.command("migrate", "--verbosity", "0")
        held = house.holds

        log = json.loads(house.command("verify_log", "--no-record", "--json"))
        assert log["ok"], log["problems"]
        assert log["events"] >= sum(held["events"].values())

        seen = house.look()
        assert seen["rows"] == {name: held[name] for name in ("Board", "School", "Pupil")}
        assert seen["waiting"] == "", "a migration was not applied"
        assert all(answer == [200, True] for answer in seen["pages"].values()), seen["pages"]

        cookie = house.look("come-in")["cookie"]
        house.command("sign_in_link", "--login", "privacy_officer.voorbeeld")
        before = house.look("ways-in", cookie)
        assert (min(before["open"]), before["status"]) == (1, 200)

        # The drill opens every key that the old house had.
        house.command("backup", str(tmp_path / "fresh"))
        house.command("restore", str(tmp_path / "fresh"), "--drill")
        house.command("restore", str(tmp_path / "fresh"), "--yes")

        # A restored house lets nobody in by what was open when the backup was made.
        assert house.look("ways-in", cookie) == {"open": [0, 0, 0], "status": 302}


def test_each_release_that_a_newer_one_followed_was_kept() -> None:
    lines = (Path(__file__).parents[2] / "CHANGELOG.md").read_text().splitlines()
    released = {line.split()[1] for line in lines if line.startswith("## ") and line.endswith(")")}
    assert released
    assert released - {__version__} <= set(releases()), "run tools/keep_release.py in a clean copy of that release"
