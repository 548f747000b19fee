"""Whatever is done to the log behind the house's back, `verify` finds it. Done here with raw SQL, guards off."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from vuistregel.evidence import log, statements
from vuistregel.evidence.tests.support import MOMENT, a_board, append, placed, without_guards
from vuistregel.evidence.verify import verify

PUPIL, OTHER = uuid4(), uuid4()


@pytest.fixture
def board(committed) -> int:
    """A board with five events; the third concerns two pupils."""
    board = a_board()
    for number in range(1, 6):
        with committed():
            append(board, placed(PUPIL, OTHER) if number == 3 else None)
    assert verify(board).ok
    assert verify(board).events == {board: 5}
    return board


def found(board: int) -> set[tuple[str, int | None]]:
    return {(problem.code, problem.seq) for problem in verify(board).problems}


def test_a_changed_value_is_found_at_its_event(board):
    with without_guards() as sql:
        sql('update evidence_logevent set data = \'{"name":"Groep 7"}\' where board_id = %s and seq = 2', board)

    assert found(board) == {("changed", 2)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "tests.other"),
        ("at", "2020-01-01 00:00:00.000000"),
        ("actor_kind", "visitor"),
        ("actor_ref", "somebody"),
        ("norms_release", "1999.1"),
        ("correlation", "0" * 31 + "1"),
        ("event", "0" * 31 + "2"),
        ("decision", '{"outcome":"yes"}'),
        ("sealed", '{"note":"eA=="}'),
    ],
)
def test_every_column_is_covered(board, column, value):
    with without_guards() as sql:
        sql(f"update evidence_logevent set {column} = %s where board_id = %s and seq = 2", value, board)

    assert ("changed", 2) in found(board)


def test_recomputing_everything_after_a_change_without_the_key_is_found(board):
    """The attacker knows the method and the whole database, but not the key that is not in it."""
    from vuistregel.evidence import chain

    guess = chain.subkey(bytes(32), "event")
    with without_guards() as sql:
        sql('update evidence_logevent set data = \'{"name":"Groep 7"}\' where board_id = %s and seq = 2', board)
        prev = statements.macs(board, [1])[1]
        for chunk in list(statements.chunks(board, 100)):
            for seq, _, _, _, body in chunk[1:]:
                mac = chain.mac(chain.event_key(guess, board, body), prev, seq)
                sql(
                    "update evidence_logevent set prev = %s, mac = %s where board_id = %s and seq = %s",
                    prev, mac, board, seq,
                )  # fmt: skip
                prev = mac
        sql("update evidence_loghead set mac = %s where board_id = %s", prev, board)

    assert {("changed", n) for n in range(2, 6)} <= found(board)


def test_a_tail_that_was_cut_off_is_found(board):
    with without_guards() as sql:
        sql("delete from evidence_logperson where board_id = %s and seq > 2", board)
        sql("delete from evidence_logevent where board_id = %s and seq > 2", board)

    assert ("cut", 3) in found(board)


def test_a_tail_that_was_cut_off_together_with_the_head_is_found_by_the_watermark(board):
    with without_guards() as sql:
        sql("delete from evidence_logperson where board_id = %s and seq > 2", board)
        sql("delete from evidence_logevent where board_id = %s and seq > 2", board)
        sql(
            "update evidence_loghead set (seq, prev, mac) ="
            " (select e.seq, e.prev, e.mac from evidence_logevent e where e.board_id = %s and e.seq = 2)"
            " where board_id = %s",
            board, board,
        )  # fmt: skip

    assert found(board) == {("cut", 3), ("cut", 4), ("cut", 5)}


def test_a_cut_tail_is_still_found_after_the_house_went_on_writing(board, committed):
    with without_guards() as sql:
        sql("delete from evidence_logevent where board_id = %s and seq > 4", board)
        sql(
            "update evidence_loghead set (seq, mac) ="
            " (select e.seq, e.mac from evidence_logevent e where e.board_id = %s and e.seq = 4) where board_id = %s",
            board, board,
        )  # fmt: skip
    for _ in range(3):
        with committed():
            append(board)

    assert found(board) == {("rewritten", 5)}


def test_a_whole_log_that_is_gone_is_found(board):
    with without_guards() as sql:
        for table in ("evidence_logperson", "evidence_logevent", "evidence_loghead"):
            sql(f"delete from {table} where board_id = %s", board)

    assert ("cut", 5) in found(board)


def test_a_tail_cut_off_before_yesterday_is_found_by_the_anchor(board, anchors):
    anchor = log.anchor_anew(MOMENT)
    assert anchor.heads[board][0] == 5
    for marks in anchors.glob("watermarks-*"):
        marks.unlink()
    with without_guards() as sql:
        sql("delete from evidence_logevent where board_id = %s and seq = 5", board)
        sql("update evidence_loghead set seq = 4, mac = prev where board_id = %s", board)

    assert ("cut", 5) in found(board)


def test_an_event_deleted_in_the_middle_is_found(board):
    with without_guards() as sql:
        sql("delete from evidence_logevent where board_id = %s and seq = 2", board)

    assert found(board) >= {("missing", 2)}


def test_an_inserted_event_is_found_also_when_the_others_make_room(board):
    with without_guards() as sql:
        for seq in (5, 4):
            sql("update evidence_logevent set seq = seq + 1 where board_id = %s and seq = %s", board, seq)
        columns = ", ".join([*statements.COLUMNS, "board_id", "prev", "mac"])
        sql(
            f"insert into evidence_logevent ({columns}, seq) select {columns}, 4 from evidence_logevent"
            " where board_id = %s and seq = 2",
            board,
        )

    assert {("moved", 4), ("moved", 5), ("moved", 6)} <= found(board)


def test_a_forged_event_at_the_end_is_found(board):
    with without_guards() as sql:
        columns = ", ".join([*statements.COLUMNS, "board_id"])
        sql(
            f"insert into evidence_logevent ({columns}, seq, prev, mac) select {columns}, 6, mac, mac"
            " from evidence_logevent where board_id = %s and seq = 5",
            board,
        )

    assert ("changed", 6) in found(board)


def test_two_events_that_changed_places_are_found(board):
    with without_guards() as sql:
        for old, new in ((2, -2), (4, 2), (-2, 4)):
            sql("update evidence_logevent set seq = %s where board_id = %s and seq = %s", new, board, old)

    assert {("moved", 2), ("moved", 4)} <= found(board)


def test_an_event_moved_to_another_board_is_found(board, committed):
    other = a_board()
    with committed():
        append(other)
    with without_guards() as sql:
        sql("update evidence_logevent set board_id = %s, seq = 2 where board_id = %s and seq = 2", other, board)

    assert ("changed", 2) in found(other)
    assert ("missing", 2) in found(board)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from evidence_logperson where board_id = %s and seq = 3",
        "update evidence_logperson set seq = 2 where board_id = %s and seq = 3",
        "insert into evidence_logperson (board_id, seq, person) values (%s, 4, '00000000000000000000000000000001')",
        "insert into evidence_logperson (board_id, seq, person) values (%s, 9, '00000000000000000000000000000001')",
    ],
)
def test_a_link_to_a_person_that_was_changed_added_or_deleted_is_found(board, statement):
    with without_guards() as sql:
        sql(statement, board)

    assert {code for code, _ in found(board)} == {"person_link"}


def test_a_head_that_points_elsewhere_is_found(board):
    with connection.cursor() as cursor:
        cursor.execute("update evidence_loghead set seq = 3 where board_id = %s", [board])
    assert {code for code, _ in found(board)} == {"head"}

    with connection.cursor() as cursor:
        cursor.execute("delete from evidence_loghead where board_id = %s", [board])
    assert found(board) == {("head", None)}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite lets text into a column of numbers or bytes")
def test_what_is_no_text_or_number_is_found_too(board):
    with without_guards() as sql:
        sql("update evidence_logevent set data = x'fffe', mac = 'no bytes' where board_id = %s and seq = 2", board)
        sql("update evidence_logevent set seq = 'five' where board_id = %s and seq = 5", board)

    assert ("changed", 2) in found(board)
    assert ("cut", 5) in found(board)
    assert "stray" in {problem.code for problem in verify().problems}


def test_many_findings_are_counted_instead_of_told_one_by_one(committed):
    board = a_board()
    with committed():
        for _ in range(130):
            append(board)
    with without_guards() as sql:
        sql("update evidence_logevent set actor_ref = 'x' where board_id = %s", board)

    problems = verify(board).problems
    assert len(problems) == 101
    assert problems[-1].code == "more"
    assert "30" in problems[-1].text.nl
