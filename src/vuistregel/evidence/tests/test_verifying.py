"""Any log that the house wrote verifies; after any single change it does not."""

from __future__ import annotations

import io
import json
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vuistregel.evidence import findings, log, names, queries, results, statements, verify
from vuistregel.evidence.models import LogCheck
from vuistregel.evidence.tests.support import MOMENT, GroupRenamed, a_board, append, placed, without_guards

EVENTS = st.one_of(
    st.text(max_size=30).map(lambda name: GroupRenamed(name=name)),
    st.lists(st.uuids(), max_size=4).map(lambda pupils: placed(*pupils)),
)
CHANGES = st.sampled_from(
    [
        *(
            f"update evidence_logevent set {column} = {column} || 'x' where board_id = %(b)s and seq = %(n)s"
            for column in ("kind", "actor_kind", "actor_ref", "norms_release", "decision", "data", "sealed", "persons")
        ),
        "update evidence_logevent set prev = mac where board_id = %(b)s and seq = %(n)s",
        "update evidence_logevent set mac = prev where board_id = %(b)s and seq = %(n)s",
        "update evidence_logevent set at = '2001-01-01 00:00:00.000000' where board_id = %(b)s and seq = %(n)s",
        "update evidence_logevent set correlation = null where board_id = %(b)s and seq = %(n)s",
        "update evidence_logevent set seq = seq + 1000 where board_id = %(b)s and seq = %(n)s",
        "update evidence_logevent set board_id = board_id + 1 where board_id = %(b)s and seq = %(n)s",
        "delete from evidence_logevent where board_id = %(b)s and seq = %(n)s",
        "insert into evidence_logperson (board_id, seq, person) values (%(b)s, %(n)s, '" + "0" * 31 + "7')",
        "update evidence_loghead set seq = seq + 1 where board_id = %(b)s",
        "update evidence_loghead set mac = prev where board_id = %(b)s",
        "delete from evidence_loghead where board_id = %(b)s",
    ]
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(EVENTS, min_size=1, max_size=8), change=CHANGES, data=st.data())
def test_whatever_was_written_verifies_and_any_single_change_is_found(written, change, data):
    board = a_board()
    for event in written:
        append(board, event)
    assert verify.verify(board).problems == []

    place = {"b": board, "n": data.draw(st.integers(1, len(written)))}
    with without_guards(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, place)

    assert not verify.verify(board).ok


def test_chunks_hide_nothing_at_their_edges(db, monkeypatch):
    monkeypatch.setattr(verify, "CHUNK", 2)
    board = a_board()
    for number in range(1, 6):
        append(board, placed(uuid4()) if number % 2 else None)
    assert verify.verify(board).ok

    changed = "update evidence_logevent set data = '{}' where board_id = %s and seq = %s"
    unlinked = "delete from evidence_logperson where board_id = %s and seq = %s"
    for seq, statement, code in [(n, changed, "changed") for n in range(1, 6)] + [
        (n, unlinked, "person_link") for n in (1, 3, 5)
    ]:
        point = transaction.savepoint()
        with without_guards() as sql:
            sql(statement, board, seq)
        assert [(p.code, p.seq) for p in verify.verify(board).problems] == [(code, seq)]
        transaction.savepoint_rollback(point)


def test_memory_stays_bounded_because_events_come_in_chunks(db):
    board = a_board()
    for _ in range(5):
        append(board)

    assert [len(chunk) for chunk in statements.chunks(board, 2)] == [2, 2, 1]


def test_the_boards_of_the_log_are_found_without_reading_it_all(db):
    first, second = a_board(), a_board()
    append(first)
    append(second)

    assert {first, second} <= set(statements.boards())


@pytest.fixture
def named_board(db):
    """A board with two events and the name De Wilgen."""
    board = a_board()
    append(board)
    append(board)
    log.note_restore(MOMENT, "what other tests left")

    def called() -> dict[int, str]:
        return {board: "De Wilgen"}

    names.register_boards(called)
    yield board
    names._boards.remove(called)


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("verify_log", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_that_a_log_is_whole_and_keeps_the_result(named_board):
    code, text = run("--json", "--board", "de wilgen")

    assert code == 0
    assert json.loads(text) == {"ok": True, "events": 2, "problems": [], "information": []}
    check = queries.last_checks([named_board])[named_board]
    assert (check.ok, check.events) == (True, 2)


def test_the_command_ends_with_1_and_names_board_and_event_when_something_is_wrong(named_board):
    with without_guards() as sql:
        sql("update evidence_logevent set data = '{}' where board_id = %s and seq = 2", named_board)

    code, text = run("--json", "--board", "De Wilgen")

    assert code == 1
    found = json.loads(text)
    assert found["ok"] is False
    assert [(p["board"], p["seq"], p["problem"]) for p in found["problems"]] == [("De Wilgen", 2, "changed")]
    assert found["problems"][0]["text"].startswith("Gebeurtenis 2")
    kept = queries.last_checks([named_board])[named_board]
    assert kept.ok is False
    assert json.loads(kept.problems)[0]["en"].startswith("Event 2")


def test_a_board_that_does_not_exist_is_wrong_use(named_board):
    from vuistregel.access.commands import WrongUse

    with pytest.raises(WrongUse) as wrong:
        run("--board", "De Populier")
    assert wrong.value.returncode == 2


def test_a_verification_leaves_no_trace_when_asked(named_board):
    before = LogCheck.objects.count()

    run("--json", "--no-record")

    assert LogCheck.objects.count() == before


def test_the_whole_house_is_one_result_and_each_board_has_its_own(db):
    good, bad = a_board(), a_board()
    report = verify.Report(events={good: 3, bad: 1}, problems=[findings.changed(bad, 1)], information=[])

    results.store(report, MOMENT, whole=True)

    checks = queries.last_checks()
    assert checks[good].ok
    assert not checks[bad].ok
    assert not checks[None].ok
    assert checks[None].events == 4


def test_the_last_check_is_the_one_that_counts(db):
    board = a_board()
    bad = verify.Report(events={board: 1}, problems=[findings.changed(board, 1)])
    results.store(bad, MOMENT, whole=False)
    results.store(verify.Report(events={board: 1}), MOMENT.replace(hour=11), whole=False)

    assert queries.last_checks([board])[board].ok


def test_the_code_is_hmac_on_both_databases(db):
    """Computed here by the standard, so that the SQL and our own key derivation cannot be wrong together."""
    import hashlib
    import hmac

    from django.conf import settings as django_settings

    board = a_board()
    append(board, placed(UUID(int=3)))
    append(board)
    (chunk,) = statements.chunks(board, 10)

    prev = bytes(32)
    for seq, before, mac, _, body in chunk:
        purpose = hmac.new(django_settings.ENVIRONMENT.log_key, b"vuistregel evidence event", hashlib.sha256).digest()
        one = hmac.new(purpose, str(board).encode() + b"\x1f" + body, hashlib.sha256).digest()
        assert before == prev
        assert mac == hmac.new(one, prev + seq.to_bytes(8, "big"), hashlib.sha256).digest()
        prev = mac
