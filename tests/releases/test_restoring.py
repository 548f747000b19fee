"""A restored house lets nobody in by what was open when the backup was made."""

from __future__ import annotations

from pathlib import Path

from tests.releases.house import kept, releases


def test_after_a_restore_nobody_is_signed_in_and_no_link_works_any_more(tmp_path: Path) -> None:
    with kept(releases()[-1], tmp_path) as house:
        house.command("migrate", "--verbosity", "0")
        cookie = house.look("come-in")["cookie"]
        house.command("sign_in_link", "--login", "privacy_officer.voorbeeld")
        assert house.look("ways-in", cookie) == {"open": [1, 1, 1], "status": 200}
        house.command("backup", str(tmp_path / "fresh"))

        house.command("restore", str(tmp_path / "fresh"), "--yes")

        after = house.look("ways-in", cookie)
        assert after["open"] == [0, 0, 0]
        assert after["status"] == 302
