"""A call with an Idempotency-Key is done once: repeated, at the same time, after a mistake, after a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from vuistregel import clock
from vuistregel.access.actor import job
from vuistregel.api import imports, once
from vuistregel.api.jobs import forget_answers
from vuistregel.api.models import RepeatedCall
from vuistregel.api.taking_in import take_in
from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.organisation.models import ImportRun, Pupil, School
from vuistregel.organisation.roster.tests.small import PUPILS, Roster

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def school() -> School:
    return a_school()


def hand_in(system: System, school: School, key: str | None = "nacht", text: str = "", **fields: Any) -> Any:
    content = text or Roster(brin=school.brin).text()
    data = {"file": SimpleUploadedFile("leerlingen.xml", content.encode()), **fields}
    return system.post(
        f"/schools/{school.brin}/roster-imports", data, headers={"Idempotency-Key": key} if key is not None else {}
    )


def counted(monkeypatch: pytest.MonkeyPatch, instead: Callable[..., Any] = take_in) -> list[int]:
    """How often a file was really taken in."""
    done: list[int] = []

    def take(*args: Any, **kwargs: Any) -> Any:
        done.append(1)
        return instead(*args, **kwargs)

    monkeypatch.setattr(imports, "take_in", take)
    return done


def test_the_same_call_again_does_nothing_and_gets_the_same_answer(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, system = counted(monkeypatch), a_system(school.board)
    first, again = hand_in(system, school), hand_in(system, school)
    assert (first.status_code, again.status_code, len(done)) == (201, 201, 1)
    assert again.content == first.content and again["Location"] == first["Location"]
    assert again["Content-Type"] == first["Content-Type"]
    assert "Idempotency-Replayed" not in first and again["Idempotency-Replayed"] == "true"
    assert ImportRun.objects.filter(school=school).count() == 1


def test_without_a_key_every_call_runs(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    done, system = counted(monkeypatch), a_system(school.board)
    assert [hand_in(system, school, key=None).status_code for _ in range(2)] == [201, 201]
    assert len(done) == 2 and not RepeatedCall.objects.exists()


@pytest.mark.parametrize("changed", ["file", "field", "address"])
def test_a_key_belongs_to_one_call(changed: str, school: School) -> None:
    system = a_system(school.board)
    hand_in(system, school)
    if changed == "file":
        response = hand_in(system, school, text=Roster(PUPILS[:2], brin=school.brin).text())
    elif changed == "field":
        response = hand_in(system, school, dry_run="true")
    else:
        response = hand_in(system, a_school(school.board, "De Elzenhof"))
    assert response.status_code == 422 and "hoort bij een andere aanvraag" in response.json()["detail"]


def test_each_token_has_keys_of_its_own(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    done = counted(monkeypatch)
    assert [hand_in(a_system(school.board), school).status_code for _ in range(2)] == [201, 201]
    assert len(done) == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "nacht\x00", "n\N{LATIN SMALL LETTER A WITH ACUTE}cht"])
def test_a_key_has_a_form(key: str, school: School) -> None:
    response = hand_in(a_system(school.board), school, key=key)
    assert response.status_code == 400 and "Idempotency-Key" in response.json()["detail"]


def test_what_a_rule_refused_is_an_answer_and_is_repeated(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    done, system = counted(monkeypatch), a_system(school.board)
    bad = Roster((*PUPILS, PUPILS[0]), brin=school.brin).text()
    first, again = hand_in(system, school, text=bad), hand_in(system, school, text=bad)
    assert (first.status_code, again.status_code, len(done)) == (422, 422, 1)
    assert again["Content-Type"] == "application/problem+json" and again.content == first.content


def test_a_right_that_was_lost_is_not_answered_from_memory(school: School) -> None:
    system = a_system(school.board)
    assert hand_in(system, school).status_code == 201
    system.token.scopes = ["steps:read"]
    system.token.save()
    assert hand_in(system, school).status_code == 403


def test_after_a_mistake_of_ours_the_same_key_may_try_again(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a mistake of ours")

    system = a_system(school.board)
    with monkeypatch.context() as faulty:
        counted(faulty, broken)
        assert hand_in(system, school).status_code == 500
    assert not RepeatedCall.objects.exists()
    assert hand_in(system, school).status_code == 201


def test_a_call_whose_process_died_may_run_again_after_its_time(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    system = a_system(school.board)
    with monkeypatch.context() as faulty:
        counted(faulty, killed)
        faulty.setattr(once, "_own", lambda row: RepeatedCall.objects.none())  # a killed process frees nothing
        with pytest.raises(KeyboardInterrupt):
            hand_in(system, school)
    waiting = hand_in(system, school)
    assert waiting.status_code == 409 and int(waiting["Retry-After"]) > 0
    RepeatedCall.objects.update(made_at=clock.now() - timedelta(minutes=29))
    assert hand_in(system, school).status_code == 409
    RepeatedCall.objects.update(made_at=clock.now() - timedelta(minutes=31))
    assert hand_in(system, school).status_code == 201
    assert hand_in(system, school)["Idempotency-Replayed"] == "true"


def test_a_call_that_was_taken_for_dead_does_not_overwrite_the_answer_of_the_next(school: School) -> None:
    system = a_system(school.board)
    row = RepeatedCall.objects.create(
        board=school.board, token=system.token, key="k", digest=b"d" * 32, made_at=clock.now() - timedelta(hours=1)
    )
    slow = RepeatedCall.objects.get(pk=row.pk)
    assert once._take_over(row, clock.now()) and not once._take_over(slow, clock.now() + timedelta(seconds=1))
    slow.made_at = clock.now() - timedelta(hours=1)
    once._own(slow).delete()
    assert RepeatedCall.objects.filter(pk=row.pk).exists()


def test_answers_are_sealed_and_forgotten_after_their_term(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    done, system = counted(monkeypatch), a_system(school.board)
    bad = Roster((*PUPILS, PUPILS[0].but(born="2026-02-31")), brin=school.brin).text()
    hand_in(system, school, text=bad)
    row = RepeatedCall.objects.get()
    assert row.answer is not None
    assert b"errors" not in bytes(row.answer) and b"Lotte" not in bytes(row.answer)
    assert forget_answers(job("api.sweep"), row.made_at + timedelta(hours=23)) == 0
    RepeatedCall.objects.update(made_at=clock.now() - timedelta(days=1))
    hand_in(system, school, text=bad)
    assert len(done) == 2, "an answer whose term passed is not given again, swept or not"
    assert forget_answers(job("api.sweep"), clock.now() + timedelta(days=1)) == 1
    assert not RepeatedCall.objects.exists()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Do these at the same time, each on connections of its own; their results in order."""
    results: list[Any] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            results[number] = calls[number]()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_runs_and_the_other_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    school = a_school()
    system, running, second_answered = a_system(school.board), Event(), Event()

    def slowly(*args: Any, **kwargs: Any) -> Any:
        running.set()
        assert second_answered.wait(30)
        return take_in(*args, **kwargs)

    done = counted(monkeypatch, slowly)

    def first() -> Any:
        return hand_in(System(system.secret), school)

    def second() -> Any:
        assert running.wait(30)
        try:
            return hand_in(System(system.secret), school)
        finally:
            second_answered.set()

    ran, waited = at_once(first, second)
    assert (ran.status_code, waited.status_code, len(done)) == (201, 409, 1), (ran.content, waited.content)
    assert "loopt nog" in waited.json()["detail"]
    assert hand_in(system, school)["Idempotency-Replayed"] == "true"
    assert Pupil.objects.filter(school=school).count() == len(PUPILS)


# The SQLite of the tests lives in shared memory, where a locked table is an error and not, as in a file, a wait.
@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_never_more_than_one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    school = a_school()
    system, start = a_system(school.board), Barrier(4)
    done = counted(monkeypatch)

    def call() -> Any:
        start.wait(30)
        return hand_in(System(system.secret), school)

    answers = at_once(*[call] * 4)
    assert len(done) == 1 and {a.status_code for a in answers} <= {201, 409}
    assert sum(a.status_code == 201 and "Idempotency-Replayed" not in a for a in answers) == 1
