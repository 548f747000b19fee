"""The tick: every job by itself, daily ones once a day, half a tick harms nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.jobs import JOBS, Every, Recurring, recurring
from vuistregel.outbox.models import JobRun
from vuistregel.outbox.ticking import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch) -> Callable[..., list[str]]:
    """`jobs(name=(rhythm, what))`: only these jobs are there; gives the list in which they note themselves."""
    ran: list[str] = []

    def put(**made: tuple[Every, Callable[[datetime], int]]) -> list[str]:
        def job_of(name: str, work: Callable[[datetime], int]) -> Callable[[Actor, datetime], int]:
            def run(actor: Actor, now: datetime) -> int:
                ran.append(actor.ref)
                return work(now)

            return run

        monkeypatch.setattr(
            "vuistregel.outbox.ticking.JOBS", {n: Recurring(n, e, job_of(n, w)) for n, (e, w) in made.items()}
        )
        return ran

    return put


def broken(_: datetime) -> int:
    raise IntegrityError("a job that fails")


def test_a_job_that_fails_stops_no_other_and_is_tried_again_at_the_next_tick(jobs) -> None:
    ran = jobs(bad=(Every.DAY, broken), good=(Every.TICK, lambda _: 3))

    first, second = tick(clock.now()), tick(clock.now())

    assert [(d.job, d.count) for d in first] == [("bad", None), ("good", 3)] == [(d.job, d.count) for d in second]
    assert ran == ["bad", "good", "bad", "good"]
    assert not JobRun.objects.filter(name="bad").exists()


def test_a_daily_job_runs_once_a_day_of_amsterdam(jobs) -> None:
    ran = jobs(daily=(Every.DAY, lambda _: 1))
    late = clock.start_of(clock.today()) + timedelta(hours=23, minutes=59)

    for moment in (late - timedelta(hours=20), late, late + timedelta(minutes=2), late + timedelta(hours=3)):
        tick(moment)

    assert ran == ["daily", "daily"]
    assert JobRun.objects.filter(name="daily").count() == 2


def test_a_tick_that_finishes_a_daily_job_beside_another_one_goes_on(jobs) -> None:
    """What two ticks at once come to: the job is done by both, the day is noted once, the next job is still done."""

    def meanwhile(now: datetime) -> int:
        JobRun.objects.create(name="daily", day=clock.day_of(now), done_at=now, count=1)
        return 1

    ran = jobs(daily=(Every.DAY, meanwhile), after=(Every.TICK, lambda _: 0))

    done = tick(clock.now())

    assert [d.job for d in done] == ["daily", "after"]
    assert ran == ["daily", "after"]
    assert JobRun.objects.filter(name="daily").count() == 1


def test_a_daily_job_that_was_killed_half_way_is_done_by_the_next_tick(jobs) -> None:
    class Killed(BaseException):
        pass

    def dies(_: datetime) -> int:
        raise Killed

    jobs(daily=(Every.DAY, dies))
    with pytest.raises(Killed):
        tick(clock.now())
    ran = jobs(daily=(Every.DAY, lambda _: 1))

    tick(clock.now())

    assert ran == ["daily", "daily"]
    assert JobRun.objects.filter(name="daily").count() == 1


def test_every_job_of_the_house_may_run_twice() -> None:
    first, second = tick(clock.now()), tick(clock.now())

    assert {d.job for d in first} == set(JOBS)
    assert all(d.count is not None for d in (*first, *second))
    assert {d.job for d in second} == {name for name, job in JOBS.items() if job.every is Every.TICK}


def test_two_jobs_of_one_name_do_not_import() -> None:
    with pytest.raises(ValueError):
        recurring("outbox.sweep", Every.TICK)(lambda actor, now: 0)


def ticked() -> tuple[int, dict]:
    out = io.StringIO()
    try:
        call_command("tick", "--json", stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_the_command_says_what_each_job_did_and_ends_with_one_when_a_job_failed(jobs) -> None:
    jobs(good=(Every.TICK, lambda _: 2))
    assert ticked() == (0, {"on": clock.today().isoformat(), "jobs": [{"job": "good", "count": 2}]})

    jobs(bad=(Every.TICK, broken))
    assert ticked() == (1, {"on": clock.today().isoformat(), "jobs": [{"job": "bad", "count": None}]})
