"""A destroyed key is gone from every place, and the ledger says so outside the databases."""

from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from vuistregel import keys
from vuistregel.keys import ledger
from vuistregel.keys.models import DestroyedHolder, HolderKey, StoredFile

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def holders_of(board: UUID, count: int) -> list[UUID]:
    holders = [uuid4() for _ in range(count)]
    keys.new_holders(board, "person", holders)
    return holders


@pytest.mark.handbook("R10.17")
def test_each_destruction_has_a_line_with_its_reason_and_norm(board: UUID):
    one, other = holders_of(board, 2)
    keys.destroy(one, why="end of term", norm="retention.pupil")
    keys.destroy(other, why="request", norm=None)
    lines = ledger.lines()
    assert [(line.number, line.holder, line.why, line.norm) for line in lines] == [
        (1, one, "end of term", "retention.pupil"),
        (2, other, "request", None),
    ]
    assert ledger.verify() == []


def test_destroying_twice_changes_nothing(board: UUID):
    (holder,) = holders_of(board, 1)
    keys.destroy(holder, why="end of term", norm=None)
    keys.destroy(holder, why="end of term", norm=None)
    assert len(ledger.lines()) == 1


def test_one_unknown_holder_stops_all_of_them(board: UUID):
    (holder,) = holders_of(board, 1)
    with pytest.raises(keys.KeyMissing):
        keys.destroy_many([holder, uuid4()], why="end of term", norm=None)
    assert ledger.lines() == []
    assert HolderKey.objects.filter(holder=holder).exists()


def test_files_go_with_their_holder(board: UUID, var: Path):
    (holder,) = holders_of(board, 1)
    file = keys.files.write(board, holder, io.BytesIO(b"text"), allowed={"text"})
    keys.destroy(holder, why="end of term", norm=None)
    assert not StoredFile.objects.exists()
    assert [path for path in (var / "files").rglob("*") if path.is_file()] == []
    with pytest.raises(FileNotFoundError):
        keys.files.open(file.uuid)


def test_what_the_ledger_says_and_the_store_has_not_done_is_completed(board: UUID):
    """As after a kill between the two, or after a restore."""
    holders = holders_of(board, 3)
    keys.destroy_many(holders, why="end of term", norm=None)
    DestroyedHolder.objects.all().delete()
    keys.new_holders(board, "person", holders[:2])
    assert keys.complete() == 3
    assert not HolderKey.objects.exists()
    assert all(keys.is_destroyed(holder) for holder in holders)
    assert keys.complete() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: [rows[0].replace("end of term", "by mistake!"), *rows[1:]],
        lambda rows: [rows[1], rows[0], rows[2]],
        lambda rows: [rows[0], rows[2]],
        lambda rows: [rows[0], rows[1].replace('"n":2', '"n":3'), rows[2]],
        lambda rows: [rows[0], "{}", rows[2]],
    ],
    ids=["changed", "swapped", "left out", "renumbered", "emptied"],
)
def test_a_ledger_that_was_tampered_with_is_told_and_not_followed(board: UUID, change):
    keys.destroy_many(holders_of(board, 3), why="end of term", norm=None)
    rows = ledger.path().read_text().splitlines()
    ledger.path().write_text("".join(f"{row}\n" for row in change(rows)))
    assert ledger.verify()
    DestroyedHolder.objects.all().delete()
    with pytest.raises(keys.Tampered):
        keys.complete()


def test_a_line_of_another_course_of_events_does_not_fit(board: UUID):
    """A genuine line with the right number, out of a copy that went on differently."""
    one, other, third, fourth = holders_of(board, 4)
    keys.destroy_many([one, other], why="end of term", norm=None)
    first, second = ledger.path().read_text().splitlines(keepends=True)
    ledger.path().write_text(first)
    keys.destroy_many([third, fourth], why="end of term", norm=None)
    _, _, last = ledger.path().read_text().splitlines(keepends=True)
    ledger.path().write_text(first + second + last)
    with pytest.raises(keys.Tampered):
        ledger.lines()


def test_a_ledger_whose_tail_was_cut_is_told_by_the_key_store(board: UUID):
    keys.destroy_many(holders_of(board, 3), why="end of term", norm=None)
    rows = ledger.path().read_text().splitlines(keepends=True)
    ledger.path().write_text("".join(rows[:2]))
    assert "line 3" in ledger.verify()[0].en


def test_nothing_is_added_after_a_last_line_that_is_not_ours(board: UUID):
    one, other, third = holders_of(board, 3)
    keys.destroy_many([one, other], why="end of term", norm=None)
    text = ledger.path().read_text()
    ledger.path().write_text(text.replace(str(other), str(uuid4())))
    with pytest.raises(keys.Tampered):
        keys.destroy(third, why="end of term", norm=None)
    assert HolderKey.objects.filter(holder=third).exists()


def test_half_a_line_that_a_kill_left_is_cut_off_before_the_next_one(board: UUID):
    one, other = holders_of(board, 2)
    keys.destroy(one, why="end of term", norm=None)
    with ledger.path().open("a") as out:
        out.write('{"v":1,"n":2,"at":"20')
    assert len(ledger.lines()) == 1
    keys.destroy(other, why="end of term", norm=None)
    assert [json.loads(row)["n"] for row in ledger.path().read_text().splitlines()] == [1, 2]
    assert ledger.verify() == []


def test_a_long_ledger_is_followed_from_its_end(board: UUID):
    holders = holders_of(board, 301)
    keys.destroy_many(holders[:300], why="end of term", norm=None)
    keys.destroy(holders[300], why="request", norm=None)
    assert ledger.lines()[-1].number == 301
    assert ledger.verify() == []
