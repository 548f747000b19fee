"""What stands outside the database: anchors, watermarks, and the notes of a restore."""

from __future__ import annotations

import dataclasses
import json
import time
from datetime import timedelta
from uuid import uuid4

import pytest

from vuistregel.evidence import anchors as anchor_file
from vuistregel.evidence import log, verify, watermarks
from vuistregel.evidence.anchors import BadAnchor
from vuistregel.evidence.models import LogEvent
from vuistregel.evidence.tests.support import MOMENT, a_board, append, without_guards


@pytest.fixture
def board(committed) -> int:
    board = a_board()
    for _ in range(3):
        with committed():
            append(board)
    # What other tests left in the chain of the house itself has its anchors in other folders.
    log.note_restore(MOMENT - timedelta(days=1), "a clean start")
    return board


def codes(*boards: int | None) -> set[str]:
    return {problem.code for board in boards for problem in verify.verify(board).problems}


def test_a_day_has_one_anchor_which_holds_every_head(board, committed):
    with committed():
        first = log.anchor(MOMENT)
        again = log.anchor(MOMENT + timedelta(hours=3))
        next_day = log.anchor(MOMENT + timedelta(days=1))

    assert first is not None
    assert again is None
    assert next_day is not None
    assert first.heads[board] == (3, bytes(LogEvent.objects.get(board_id=board, seq=3).mac))
    assert next_day.n == first.n + 1
    assert log.latest_anchor() == next_day


def test_the_log_remembers_its_anchors_so_none_can_be_taken_out_of_the_file(board, committed):
    for day in range(2):
        with committed():
            log.anchor(MOMENT + timedelta(days=day))
    assert codes(None) == set()

    lines = anchor_file.path().read_bytes().splitlines(keepends=True)
    anchor_file.path().write_bytes(b"".join(lines[:-1]))

    assert codes(None) == {"anchor_missing"}


def test_an_anchor_that_was_changed_is_found(board, committed):
    with committed():
        log.anchor(MOMENT)
        log.anchor(MOMENT + timedelta(days=1))
    lines = anchor_file.path().read_bytes().splitlines(keepends=True)
    line = json.loads(lines[1])
    line["heads"][str(board)][0] = 2
    lines[1] = json.dumps(line).encode() + b"\n"
    anchor_file.path().write_bytes(b"".join(lines))

    assert "anchor_changed" in codes(None)


def test_anchors_that_changed_places_are_found(board, committed):
    with committed():
        log.anchor(MOMENT)
        log.anchor(MOMENT + timedelta(days=1))
    lines = anchor_file.path().read_bytes().splitlines(keepends=True)
    anchor_file.path().write_bytes(b"".join([lines[0], lines[2], lines[1]]))

    assert any(isinstance(line, BadAnchor) for line in anchor_file.read())


def test_an_anchor_that_a_crash_cut_short_is_no_problem_and_the_next_takes_its_place(board, committed):
    with committed():
        whole = log.anchor_anew(MOMENT)
    with anchor_file.path().open("ab") as out:
        out.write(b'{"n":3,"kind"')
    assert codes(None) == set()
    assert log.latest_anchor() == whole

    with committed():
        assert log.anchor_anew(MOMENT + timedelta(days=1)).n == whole.n + 1
    assert codes(None) == set()


def test_an_anchor_made_with_another_key_is_not_ours(board, committed, settings):
    own = settings.ENVIRONMENT
    settings.ENVIRONMENT = dataclasses.replace(own, log_key=bytes(32))
    anchor_file.append("anchor", MOMENT, {board: (1, bytes(32))})
    settings.ENVIRONMENT = own

    assert "anchor_changed" in codes(None)


def test_a_watermark_that_was_changed_is_found_and_one_that_was_cut_short_is_told(board):
    (path,) = watermarks.files()
    with path.open("ab") as out:
        out.write(b"1 1700000000000 7 2 " + b"0f" * 32 + b" " + b"0f" * 32 + b"\n1 17000000")

    report = verify.verify(board)
    assert {problem.code for problem in report.problems} == {"watermark_changed"}
    assert {found.code for found in report.information} == {"watermark_torn"}


def test_a_full_disk_is_reported_and_does_not_undo_what_was_done(board, anchors, committed, caplog):
    for path in anchors.iterdir():
        path.unlink()
    anchors.rmdir()
    anchors.write_text("a file where a folder should be")

    with committed():
        append(board)

    assert "watermark" in caplog.text
    assert LogEvent.objects.filter(board_id=board).count() == 4


def test_the_anchor_takes_away_watermarks_of_days_that_it_covers(board, committed, anchors):
    (today,) = watermarks.files()
    old = today.rename(anchors / "watermarks-2026-01-01")

    with committed():
        log.anchor(MOMENT)

    assert old not in watermarks.files()


def test_watermarks_that_contradict_the_log_are_evidence_and_stay(board, committed, anchors):
    (today,) = watermarks.files()
    old = today.rename(anchors / "watermarks-2026-01-01")
    with without_guards() as sql:
        sql("update evidence_logevent set mac = prev where board_id = %s and seq = 2", board)

    with committed():
        log.anchor(MOMENT)

    assert old in watermarks.files()
    assert "rewritten" in codes(board)


def test_only_days_that_are_over_are_finished(anchors):
    anchors.mkdir()
    now = time.mktime((2026, 11, 24, 12, 0, 0, 0, 0, 0))
    for day in ("22", "23", "24"):
        (anchors / f"watermarks-2026-11-{day}").touch()

    assert [path.name for path in watermarks.finished(now)] == ["watermarks-2026-11-22"]


def cut_to(board: int, seq: int) -> None:
    """As a restored backup of that moment would stand."""
    with without_guards() as sql:
        sql("delete from evidence_logevent where board_id = %s and seq > %s", board, seq)
        sql(
            "update evidence_loghead set (seq, prev, mac) ="
            " (select e.seq, e.prev, e.mac from evidence_logevent e where e.board_id = %s and e.seq = %s)"
            " where board_id = %s",
            *(board, seq, board),
        )


def test_events_lost_by_a_restore_are_information_once_it_was_noted(board, committed):
    with committed():
        log.anchor(MOMENT)
    cut_to(board, 1)
    assert codes(board) == {"cut"}

    assert log.note_restore(MOMENT, "backup of Monday")[board] == (1, 3)
    time.sleep(0.002)  # machine time in milliseconds tells what was written before the restore and what after
    for _ in range(3):
        with committed():
            append(board)

    report = verify.verify(board)
    assert report.ok
    assert [(found.code, found.seq) for found in report.information] == [("lost_by_restore", 2)]
    assert "2 tot en met 3" in report.information[0].text.nl
    assert "backup of Monday" in report.information[0].text.en


def test_a_noted_restore_hides_nothing_that_is_cut_afterwards(board, committed):
    cut_to(board, 1)
    log.note_restore(MOMENT, "backup of Monday")
    time.sleep(0.002)
    for _ in range(3):
        with committed():
            append(board)
    cut_to(board, 2)

    assert codes(board) == {"cut"}


def test_a_restore_without_its_old_anchors_starts_a_new_file(board, committed, anchors):
    with committed():
        log.anchor(MOMENT)
    for path in anchors.iterdir():
        path.unlink()
    assert codes(None) == {"anchor_missing", "watermarks_gone"}

    log.note_restore(MOMENT, "new machine")

    assert codes(None) == set()


def test_a_board_made_after_the_backup_is_lost_whole(board, committed):
    other = a_board()
    with committed():
        append(other)
    with without_guards() as sql:
        sql("delete from evidence_logevent where board_id = %s", other)
        sql("delete from evidence_loghead where board_id = %s", other)

    assert log.note_restore(MOMENT)[other] == (0, 1)
    assert codes(other) == set()


def test_the_anchor_files_can_be_read_by_their_owner_only(board, committed, anchors):
    with committed():
        log.anchor(MOMENT)

    assert {oct(path.stat().st_mode & 0o777) for path in anchors.iterdir()} == {"0o600"}


def test_nothing_outside_the_database_is_about_people(board, committed, anchors):
    pupil = uuid4()
    with committed():
        append(board, actor=log.Who("person", pupil.hex))
        log.anchor(MOMENT)

    assert pupil.hex not in "".join(path.read_text() for path in anchors.iterdir())


def test_taking_away_the_lines_outside_is_found_although_nothing_in_the_log_shows_the_cut(board, committed, anchors):
    with committed():
        append(board)
    with committed():
        log.anchor(MOMENT)
    assert codes(None) == set()
    for path in anchors.glob("watermarks-*"):
        path.unlink()
    assert codes(None) == {"watermarks_gone"}


def test_a_board_about_which_nothing_stands_in_the_log_is_a_problem(board, committed, monkeypatch):
    with committed():
        append(board)
    monkeypatch.setattr("vuistregel.evidence.outside.names.boards", lambda: {board: "A", board + 1_000_000: "B"})
    assert codes(None) == {"silent"}
