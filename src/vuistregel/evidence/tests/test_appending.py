"""An event is written with its action or not at all, in one statement, and never changed again."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.evidence import guards, log, watermarks
from vuistregel.evidence.models import LogEvent, LogHead, LogPerson
from vuistregel.evidence.system_checks import guards_stand
from vuistregel.evidence.tests.support import GroupRenamed, a_board, append, placed, without_guards
from vuistregel.evidence.values import canonical, to_plain
from vuistregel.evidence.verify import verify


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    board = a_board()

    with pytest.raises(log.NotInTransaction):
        append(board)

    assert not LogEvent.objects.filter(board_id=board).exists()


@pytest.mark.django_db(transaction=True)
def test_an_action_that_is_rolled_back_leaves_no_event_and_no_watermark():
    board = a_board()

    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        append(board, placed(uuid4()))
        _ = 1 / 0
    with transaction.atomic():
        assert append(board) == 1

    assert LogPerson.objects.filter(board_id=board).count() == 0
    assert [mark.seq for mark in watermarks.read() if isinstance(mark, watermarks.Mark)] == [1]


def test_events_of_a_board_are_numbered_from_one_without_gaps(db):
    first, second = a_board(), a_board()

    assert [append(first), append(second), append(first), append(first)] == [1, 1, 2, 3]
    assert LogHead.objects.get(board_id=first).seq == 3


def test_an_event_costs_one_statement_with_its_links_too(db):
    board = a_board()

    with CaptureQueriesContext(
        connection,
    ) as spent:
        append(board, placed(*(uuid4() for _ in range(30))))

    assert len(spent) == 1
    assert LogPerson.objects.filter(board_id=board, seq=1).count() == 30


def test_the_key_of_the_log_is_in_no_statement(db, settings):
    key = settings.ENVIRONMENT.log_key

    with CaptureQueriesContext(connection) as spent:
        append(a_board())

    said = "".join(query["sql"] for query in spent)
    assert key.hex() not in said
    assert str(key) not in said


def test_a_person_is_linked_once_however_often_the_event_names_them(db):
    board, pupil = a_board(), uuid4()

    append(board, placed(pupil, pupil))

    assert list(LogPerson.objects.filter(board_id=board).values_list("seq", "person")) == [(1, pupil)]


def test_of_a_decision_only_outcome_and_norms_are_kept_because_its_words_may_hold_names(db):
    board = a_board()
    with transaction.atomic():
        log.append(
            GroupRenamed(name="x"),
            board_id=board,
            actor=log.Who("job", "tick"),
            at=datetime(2026, 11, 24, 9, tzinfo=UTC),
            norms_release="2026.1",
            correlation=None,
            decision={
                "outcome": "no",
                "reasons": [{"norm": "age.own-decision", "text": "Yara is 15.", "about": "Yara", "binding": True}],
                "missing": ["Yara's consent"],
            },
        )

    assert json.loads(LogEvent.objects.get(board_id=board).decision) == {
        "outcome": "no",
        "reasons": [{"norm": "age.own-decision", "binding": True}],
    }


@pytest.mark.parametrize("ref", ["", "Jan de Vries", "x" * 101, "a\x1fb"])
def test_an_actor_is_never_named_by_name(ref):
    with pytest.raises(ValueError, match=r"key|code"):
        log.Who("job", ref)


def test_an_actor_that_is_a_person_is_named_by_their_key():
    with pytest.raises(ValueError):
        log.Who("person", "yara")
    with pytest.raises(ValueError):
        log.Who("nobody", "x")


def test_a_head_that_does_not_fit_stops_the_writing(db):
    board = a_board()
    append(board)
    append(board)
    LogHead.objects.filter(board_id=board).update(seq=1)

    with pytest.raises(log.ChainBroken, match="verify_log"), transaction.atomic():
        append(board)


@pytest.mark.parametrize(
    "statement",
    [
        "update evidence_logevent set data = '{}'",
        "delete from evidence_logevent",
        "update evidence_logperson set seq = 2",
        "delete from evidence_logperson",
    ],
)
def test_the_database_refuses_to_change_or_delete_what_was_logged(db, statement):
    append(a_board(), placed(uuid4()))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres_only
@pytest.mark.parametrize("table", guards.GUARDED)
def test_the_database_refuses_to_empty_the_log(db, table):
    append(a_board(), placed(uuid4()))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"truncate {table}")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows this way")
def test_insert_or_replace_does_not_pass_the_guards(db):
    append(a_board(), placed(uuid4()))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert or replace into evidence_logevent select * from evidence_logevent")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows this way")
@pytest.mark.parametrize("table", guards.GUARDED)
def test_a_row_is_not_replaced_either_by_whoever_opens_the_file_with_the_usual_settings(db, table):
    append(a_board(), placed(uuid4()))

    with connection.cursor() as cursor:
        cursor.execute("pragma recursive_triggers = off")
        try:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(f"insert or replace into {table} select * from {table}")
        finally:
            cursor.execute("pragma recursive_triggers = on")


def test_guards_that_were_lost_are_named_and_made_again(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table evidence_logevent disable trigger evidence_logevent_guard")
            lost = "evidence_logevent_guard"
        else:
            cursor.execute("drop trigger evidence_logevent_no_update")
            lost = "evidence_logevent_no_update"

    assert guards.missing() == (lost,)
    assert not log.guards_in_place()
    assert lost in guards_stand(databases=["default"])[0].msg
    assert {problem.code for problem in verify(a_board()).problems} == {"guard_missing"}

    guards.after_migrate()
    assert log.guards_in_place()


@pytest.mark.parametrize("command", ["check_house", "serve"])
def test_the_house_does_not_start_without_its_guards_and_names_the_command_that_mends_it(
    command, db, monkeypatch, capsys
):
    monkeypatch.setattr("os.execv", lambda *_: pytest.fail("it was served all the same"))
    with without_guards(), pytest.raises(SystemExit) as ended:
        call_command(command)

    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "evidence.E003" in said
    assert "vuistregel migrate" in said


def test_a_guard_that_no_longer_refuses_counts_as_missing(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "create or replace function evidence_refuse() returns trigger"
                " language plpgsql as $$begin return new; end$$"
            )
        else:
            cursor.execute("drop trigger evidence_logperson_no_delete")
            cursor.execute(
                "create trigger evidence_logperson_no_delete before delete on evidence_logperson begin select 1; end"
            )

    assert not log.guards_in_place()
    guards.make()
    assert log.guards_in_place()


def test_an_event_of_the_house_itself_is_refused_by_nobody_and_chained_as_the_rest(db):
    before = LogHead.objects.filter(board_id=log.HOUSE).values_list("seq", flat=True).first() or 0

    assert append(log.HOUSE) == before + 1


def test_values_keep_one_spelling():
    assert (
        canonical({"b": to_plain((1, None), "x"), "a": to_plain("é\x1f", "x")}) == '{"a":"\\u00e9\\u001f","b":[1,null]}'
    )
    assert to_plain(date(2026, 11, 24), "x") == "2026-11-24"
    with pytest.raises(TypeError, match="holds a float"):
        to_plain(0.1, "tests.x.value")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_what_is_spelled_is_json_in_the_one_way_that_the_library_would_spell_it(data):
    assert canonical(data) == json.dumps(data, sort_keys=True, separators=(",", ":"))
    assert json.loads(canonical(data)) == data


def test_tampering_hands_put_the_guards_back(db):
    with without_guards():
        assert not log.guards_in_place()
    assert log.guards_in_place()
