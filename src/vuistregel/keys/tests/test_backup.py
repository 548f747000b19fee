"""A backup brings the house back, and nobody who was destroyed with it; a bad one changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vuistregel.keys import locks
from vuistregel.keys.tests.small import SmallHouse

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PEOPLE = {"Noor": "123456782", "Sem": "111222333"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.mark.handbook("R10.1")
def test_a_backup_brings_everything_back_that_was_lost(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    made = house.do("backup", folder=str(folder))
    house.do("add", people={"Later": "999"})
    house.do("destroy", name="Sem")
    forget_ledger(house)

    restored = house.do("restore", folder=str(folder))

    assert house.do("read") == PEOPLE
    assert house.do("read_files") == ["file of 111222333", "file of 123456782"]
    assert restored["told"] == [made["label"]]
    assert (made["stored_files"], restored["stored_files"]) == (2, 2)
    assert house.do("records") == ["restore"]
    house.do("add", people={"New": "777"})
    assert house.do("read")["New"] == "777"


def test_a_lost_disk_comes_back_from_the_folder_and_the_environment(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    if not house.on_sqlite:
        pytest.skip("on PostgreSQL the tables come from the migrations")
    house.stop()
    for path in sorted(house.var.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    house.do("restore", folder=str(folder))
    assert house.do("read") == PEOPLE
    assert house.do("read_files") == ["file of 111222333", "file of 123456782"]


@pytest.mark.handbook("R10.17")
@pytest.mark.parametrize("keep_keys", [False, True], ids=["old keys too", "data only"])
def test_whoever_was_destroyed_after_the_backup_stays_destroyed(house: SmallHouse, folder: Path, keep_keys: bool):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    house.do("destroy", name="Noor")

    restored = house.do("restore", folder=str(folder), keep_keys=keep_keys)

    assert restored["destroyed_again"] == 1
    assert house.do("read") == {"Sem": "111222333"}
    assert house.do("read_files") == ["file of 111222333"]
    assert b"Noor" not in house.all_bytes() or not house.on_sqlite


def test_a_restore_that_was_killed_gives_no_destroyed_person_back_and_the_sweep_finishes_it(
    house: SmallHouse, folder: Path
):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    house.do("destroy", name="Noor")
    house.do_and_be_killed("restore_and_die", folder=str(folder))
    assert house.do("read")["Noor"] == "KeyMissing"
    assert house.do("sweep") == {"destroyed": 1, "forgotten": 1, "spool": 0, "copies": 0, "files": 0}
    assert house.do("read") == {"Sem": "111222333"}
    assert house.do("read_files") == ["file of 111222333"]


def test_no_clear_text_of_a_secret_lies_anywhere(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    house.do("spool", numbers=list(PEOPLE.values()))
    house.do("backup", folder=str(folder))
    backups = b"".join(path.read_bytes() for path in folder.iterdir())
    for number in PEOPLE.values():
        assert number.encode() not in house.all_bytes()
        assert house.do("rows_with", text=number) == 0
        assert number.encode() not in backups
    assert house.do("rows_with", text="Noor") == 1
    assert b"Noor" not in backups


def test_a_destroyed_key_leaves_no_bytes_in_the_key_store(house: SmallHouse):
    if not house.on_sqlite:
        pytest.skip("PostgreSQL keeps wrapped bytes in its pages for a while; the documents say so")
    house.do("add", people=PEOPLE)
    import sqlite3

    with sqlite3.connect(house.var / "keys.sqlite3") as store:
        before = [row[0] for row in store.execute("SELECT wrapped FROM keys_holderkey")]
    store.close()
    assert all(wrapped in house.all_bytes() for wrapped in before)
    house.do("destroy", name="Noor")
    assert sum(wrapped in house.all_bytes() for wrapped in before) == 1
    assert b"Noor" not in house.all_bytes()


CHANGES = {
    "half": lambda content: content[: len(content) // 2],
    "cut": lambda content: content[:-1],
    "changed": lambda content: (
        content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 1]) + content[len(content) // 2 + 1 :]
    ),
    "another header": lambda content: content.replace(b'"label": "2', b'"label": "1', 1),
    "empty": lambda content: b"",
}


@pytest.mark.parametrize("which", ["data", "keys"])
def test_a_backup_that_is_half_or_tampered_with_is_refused_and_the_house_stays_as_it_was(
    house: SmallHouse, folder: Path, which: str
):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    house.do("add", people={"Later": "999"})
    (path,) = folder.glob(f"{which}-*.vrb")
    good, before = path.read_bytes(), house.do("read")
    for change in CHANGES.values():
        path.write_bytes(change(good))
        told = house.do("restore", folder=str(folder))
        assert told["error"] in {"Tampered", "BackupRefused"}
        assert house.do("read") == before
        assert len(house.do("read_files")) == 3
    assert house.do("records") == ["backup"]


def test_all_of_a_backup_is_read_before_anything_is_touched(house: SmallHouse, folder: Path):
    """One changed byte in the last file: not even the first file is put back."""
    house.do("add", people=PEOPLE, times=10_000)
    house.do("backup", folder=str(folder))
    for stored in (house.var / "files").glob("*/??/*"):
        stored.unlink()
    (path,) = folder.glob("data-*.vrb")
    content = path.read_bytes()
    place = len(content) - 80_000
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    assert house.do("restore", folder=str(folder))["error"] == "Tampered"
    assert not list((house.var / "files").glob("*/??/*"))


@pytest.mark.parametrize("deed", ["restore", "drill"])
def test_another_board_key_of_the_same_name_is_named_and_not_taken_for_a_damaged_backup(
    house: SmallHouse, folder: Path, deed: str
):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    from vuistregel.settings.environment import new_secrets

    house.environment["VUISTREGEL_BOARD_KEYS"] = new_secrets()["VUISTREGEL_BOARD_KEYS"]
    told = house.do(deed, folder=str(folder))
    assert told["error"] == "WrongBoardKey"
    assert "VUISTREGEL_BOARD_KEYS does not fit" in told["words"]
    assert house.do("backup", folder=str(folder))["error"] == "WrongBoardKey"
    assert len(list(folder.iterdir())) == 2


def test_an_empty_folder_is_refused(house: SmallHouse, folder: Path):
    folder.mkdir()
    assert house.do("restore", folder=str(folder))["error"] == "BackupRefused"


@pytest.mark.parametrize("kind", ["data", "keys"])
@pytest.mark.parametrize("left", [0, 5], ids=["empty", "cut off"])
def test_no_older_backup_is_taken_silently_for_a_newest_that_cannot_be_read(
    house: SmallHouse, folder: Path, kind: str, left: int
):
    house.do("add", people={"Noor": "123456782"})
    first = house.do("backup", folder=str(folder))
    house.do("add", people={"Sem": "111222333"})
    newest = folder / f"{kind}-{house.do('backup', folder=str(folder))['label']}.vrb"
    newest.write_bytes(newest.read_bytes()[:left])

    for deed in ("restore", "drill"):
        told = house.do(deed, folder=str(folder))
        assert told["error"] == "BackupRefused"
        assert newest.name in told["words"]
    assert house.do("read") == PEOPLE
    assert house.do("restore", folder=str(folder), label=first["label"])["label"] == first["label"]


def test_keys_older_than_the_data_are_never_taken(house: SmallHouse, folder: Path):
    """Persons added between the two would be unreadable."""
    house.do("add", people={"Noor": "123456782"})
    first = house.do("backup", folder=str(folder))
    house.do("add", people={"Sem": "111222333"})
    second = house.do("backup", folder=str(folder))
    (folder / f"keys-{second['label']}.vrb").unlink()
    assert house.do("restore", folder=str(folder))["error"] == "BackupRefused"
    assert house.do("restore", folder=str(folder), keep_keys=True)["label"] == second["label"]
    assert house.do("restore", folder=str(folder), label=first["label"])["label"] == first["label"]
    assert house.do("read") == {"Noor": "123456782"}


def test_a_drill_looks_into_the_copy_and_leaves_the_house_alone(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    house.do("add", people={"Later": "999"})

    drilled = house.do("drill", folder=str(folder))

    assert drilled["ok"], drilled["problems"]
    assert drilled["seen"] == [PEOPLE]
    assert drilled["keys_opened"] == 2
    assert set(house.do("read")) == {"Noor", "Sem", "Later"}
    assert house.do("records") == ["backup", "drill"]
    assert not list((house.var / "spool").glob("*"))


def test_a_running_house_is_not_replaced_under_its_users(house: SmallHouse, folder: Path):
    if not house.on_sqlite:
        pytest.skip("PostgreSQL restores in a transaction beside its users")
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    house.do("add", people={"Later": "999"})
    import sqlite3

    user = sqlite3.connect(house.var / "vuistregel.sqlite3")
    user.execute("SELECT count(*) FROM auth_user").fetchone()
    told = house.do("restore", folder=str(folder))
    user.close()
    assert "still running" in told["words"]
    assert "Later" in house.do("read")
    assert not list(house.var.glob("*.restoring"))


def test_a_process_that_is_idle_keeps_a_restore_away_as_long_as_it_lives(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    house.do("backup", folder=str(folder))
    with locks.in_use(house.var):
        assert house.do("restore", folder=str(folder))["error"] == "HouseRunning"
    assert "error" not in house.do("restore", folder=str(folder))


def test_old_backups_go_and_the_keys_go_first(house: SmallHouse, folder: Path):
    """The example's clock makes the days pass: 40 days, then 60 more."""
    house.do("backup", folder=str(folder))
    house.environment["VUISTREGEL_MODE"] = "example"
    house.do("move_clock", days=40)
    house.do("backup", folder=str(folder))
    assert [path.name[:4] for path in sorted(folder.iterdir())] == ["data", "data", "keys"]
    house.do("move_clock", days=100)
    house.do("backup", folder=str(folder))
    assert [path.name[:4] for path in sorted(folder.iterdir())] == ["data", "data", "keys"]


def test_a_destruction_that_was_killed_after_its_ledger_line_is_completed_by_the_sweep(house: SmallHouse):
    house.do("add", people=PEOPLE)
    house.do_and_be_killed("destroy_and_die", name="Noor")
    assert house.do("read")["Noor"] == "123456782"
    assert house.do("sweep")["destroyed"] == 1
    assert house.do("read")["Noor"] == "KeyDestroyed"


def test_what_killed_backups_and_restores_left_is_removed(house: SmallHouse, folder: Path):
    house.do("add", people=PEOPLE)
    folder.mkdir()
    (folder / "data-1.vrb.half").write_bytes(os.urandom(10))
    left = house.var / "spool" / "backup-1"
    left.mkdir(parents=True)
    (left / "default.copy").write_bytes(b"a copy of the database")
    if house.on_sqlite:
        (house.var / "vuistregel.sqlite3.restoring").write_bytes(b"a copy of the database")
    house.do("backup", folder=str(folder))
    house.do("sweep")
    assert [path.suffix for path in folder.iterdir()] == [".vrb", ".vrb"]
    assert b"a copy of the database" not in house.all_bytes()


def forget_ledger(house: SmallHouse) -> None:
    """As on a fresh machine: nobody was ever destroyed here."""
    (house.var / "ledger" / "destroyed.log").unlink()
