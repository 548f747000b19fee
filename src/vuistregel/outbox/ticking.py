"""One tick: every job that is due, each by itself, so that one that fails does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.db import IntegrityError, transaction

from vuistregel.access.actor import job
from vuistregel.clock import day_of
from vuistregel.jobs import JOBS, Every, Recurring
from vuistregel.outbox.models import JobRun

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What a job did; `count` None when it failed."""

    job: str
    count: int | None


def tick(now: datetime) -> list[Done]:
    """Do what is due at this moment. Daily jobs run once per day of the clock, the first tick of that day."""
    day = day_of(now)
    done_today = set(JobRun.objects.filter(day=day).values_list("name", flat=True))
    return [_run(each, now) for each in JOBS.values() if each.every is Every.TICK or each.name not in done_today]


def forget_days_to_come(today: date) -> None:
    """After the example's clock went back: what was done on days that are still to come, is done again on them."""
    JobRun.objects.filter(day__gt=today).delete()


def _run(each: Recurring, now: datetime) -> Done:
    try:
        count = each.run(job(each.name), now)
    except Exception as error:  # the next job goes on; this one is tried again at the next tick
        logger.exception("job failed", job=each.name, error=type(error).__name__)
        return Done(each.name, None)
    if each.every is Every.DAY:
        try:
            with transaction.atomic():
                JobRun.objects.create(name=each.name, day=day_of(now), done_at=now, count=count)
        except IntegrityError:
            pass  # a tick beside this one finished it too; jobs may run twice
    return Done(each.name, count)
