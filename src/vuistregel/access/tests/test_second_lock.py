"""The second lock: with the filter forgotten on purpose, PostgreSQL shows nothing of another board."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import override_settings

from vuistregel.access import second_lock, tenancy
from vuistregel.access.tenancy import over_all_boards
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Board, ContactDetail, Guardianship, Person, Pupil, School
from vuistregel.organisation.tests.builders import a_contact, a_guardian, a_member, a_pupil, a_school, signed_in

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True, databases="__all__")]

ROLE = "house_web_test"


@pytest.fixture(autouse=True)
def plain_role() -> Iterator[None]:
    """The lock is made, and for this test the settings name the plain role."""
    if connection.vendor != "postgresql":
        yield
        return
    from dataclasses import replace

    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, web_role=ROLE)):
        second_lock.make(role=ROLE)
        yield
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for table, _ in second_lock.tables():
            cursor.execute(f"drop policy if exists board_read on {table}")
            cursor.execute(f"alter table {table} disable row level security")


@contextmanager
def as_web(*boards: int) -> Iterator[None]:
    """As a web process works: in the plain role, for these boards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', %s, true)", [ROLE])
        with tenancy.session(boards):
            yield


def two_schools() -> tuple[School, School]:
    mine, theirs = a_school(), a_school()
    for school in (mine, theirs):
        guardian = a_guardian(a_pupil(school))
        a_contact(guardian.person, "email", "ouder@thuis.example")
    return mine, theirs


@pytest.mark.parametrize("model", [School, Pupil, Person, Guardianship, ContactDetail])
def test_a_query_without_any_filter_sees_the_own_board_only(model: type) -> None:
    mine, _theirs = two_schools()
    with as_web(mine.board_id):
        boards = set(model.objects.values_list("board", flat=True))  # type: ignore[attr-defined]
    assert boards == {mine.board_id}


def test_without_a_board_nothing_is_seen_also_after_a_session_that_had_one() -> None:
    mine, _ = two_schools()
    with as_web(mine.board_id):
        assert Pupil.objects.exists()
    with as_web():
        assert not Pupil.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('role', %s, true)", [ROLE])
        assert not Pupil.objects.exists()


def test_several_boards_at_once_for_whoever_serves_several() -> None:
    mine, theirs = two_schools()
    with as_web(mine.board_id, theirs.board_id):
        assert set(Board.objects.values_list("pk", flat=True)) == {mine.board_id, theirs.board_id}


def test_nothing_of_another_board_can_be_changed_or_added() -> None:
    mine, theirs = two_schools()
    with as_web(mine.board_id):
        assert Pupil.objects.filter(school=theirs.pk).update(year_group="8") == 0
    with pytest.raises(ProgrammingError), as_web(mine.board_id):
        Person.objects.create(board_id=theirs.board_id, call_name="Indringer")


def test_a_web_process_cannot_change_or_empty_the_log() -> None:
    mine, _ = two_schools()
    for statement in (
        "update evidence_logevent set kind = 'x'",
        "delete from evidence_logevent",
        "truncate evidence_logevent",
    ):
        with pytest.raises(ProgrammingError), as_web(mine.board_id), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_table_with_a_board_is_locked_and_a_missing_policy_is_named() -> None:
    assert second_lock.missing() == []
    assert len(second_lock.tables()) > 15
    with connection.cursor() as cursor:
        cursor.execute("drop policy board_read on organisation_pupil")
    assert second_lock.missing() == ["organisation_pupil"]


def test_the_boards_of_an_account_are_found_before_anything_is_visible() -> None:
    mine, theirs = two_schools()
    member = a_member(mine, "director")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', %s, true)", [ROLE])
        with tenancy.session_of(member.account.pk):
            assert set(School.objects.values_list("pk", flat=True)) == {mine.pk}
    assert theirs.pk


def test_work_over_all_boards_has_a_declared_way_and_the_lock_closes_behind_it() -> None:
    mine, theirs = two_schools()

    @over_all_boards("a test of the way itself")
    def all_schools() -> set[int]:
        return set(School.objects.values_list("pk", flat=True))

    with as_web(mine.board_id):
        assert all_schools() >= {mine.pk, theirs.pk}
        assert set(School.objects.values_list("pk", flat=True)) == {mine.pk}


def test_whole_pages_work_through_both_locks() -> None:
    mine, theirs = two_schools()
    client = signed_in(a_member(mine, "director").account)
    with connection.cursor() as cursor:
        cursor.execute(f"set role {ROLE}")
    try:
        own = client.get(f"/scholen/{mine.pk}/leerlingen/")
        other = client.get(f"/scholen/{theirs.pk}/leerlingen/")
        start = client.get("/scholen/", follow=True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset role")
    assert (own.status_code, other.status_code, start.status_code) == (200, 404, 200)
    assert LogEvent.objects.filter(board_id=mine.board_id, kind="access.refused").count() == 0
