"""With the plain role of web processes a system still comes in, and sees its own board alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from vuistregel.access import second_lock
from vuistregel.api.models import ApiToken, RepeatedCall
from vuistregel.api.tests.systems import a_school, a_system
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.roster.tests.small import PUPILS, Roster

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
ROLE = "house_web"


@pytest.fixture
def web(transactional_db: None, settings: Any) -> Iterator[Any]:
    """Call this to become the web process; afterwards the test is the owner again."""
    cache.clear()
    second_lock.make(role=ROLE)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, web_role=ROLE)

    def become(role: str = ROLE) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set role {role}")

    yield become
    become("none")


def test_a_system_works_for_its_own_board(web: Any) -> None:
    school, other = a_school(), a_school()
    system = a_system(school.board)
    web()
    assert not School.objects.exists() and not ApiToken.objects.exists(), "the second lock is open: nothing is proven"
    assert [row["brin"] for row in system.get("/schools").json()] == [school.brin]
    assert system.get(f"/schools/{school.brin}/steps").status_code == 200
    assert system.get(f"/schools/{other.brin}/steps").status_code == 404
    assert a_call_with_a_key(system, school).status_code == 201
    assert a_call_with_a_key(system, school)["Idempotency-Replayed"] == "true"
    web("none")
    assert Pupil.objects.filter(school=school).count() == len(PUPILS)
    assert RepeatedCall.objects.get(token=system.token).status == 201
    assert ApiToken.objects.get(pk=system.token.pk).last_used_on is not None


def a_call_with_a_key(system: Any, school: School) -> Any:
    text = Roster(brin=school.brin).text()
    return system.post(
        f"/schools/{school.brin}/roster-imports",
        {"file": SimpleUploadedFile("leerlingen.xml", text.encode())},
        headers={"Idempotency-Key": "nacht"},
    )


def test_a_filter_that_somebody_forgot_shows_no_other_board(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    school, other = a_school(), a_school()
    system = a_system(school.board)

    class Everywhere:
        """As if an operation had no filter on boards."""

        boards = frozenset({school.board_id, other.board_id})

    monkeypatch.setattr("vuistregel.api.schools.actor_of", lambda request: Everywhere())
    web()
    assert [row["brin"] for row in system.get("/schools").json()] == [school.brin]
