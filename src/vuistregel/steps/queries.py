"""The ten steps of many schools at once: one GROUP BY per check, whatever the number of schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from vuistregel.checks import CHECKS, Check, Item, On
from vuistregel.steps.catalogue import STEPS
from vuistregel.steps.rules import CheckResult, SchoolResult, StepResult


def evaluate(schools: Sequence[tuple[int, str]] | None, sectors: dict[int, str], day: date) -> list[SchoolResult]:
    """The steps of these schools (id, sector) on a day, today or later; the order is kept.

    `schools` None takes all of `sectors`, in one pass without a list of ids in the query (work over all boards).
    """
    on = On(day)
    wanted = list(sectors) if schools is None else [s for s, _ in schools]
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for check in CHECKS.values():
        rows = counts(check, on)
        if schools is not None:
            rows = rows.filter(at__in=wanted)
        for row in rows:
            found[row["at"], check.id] = (row["in_scope"], row["in_order"])
    per_step: dict[int, list[Check]] = defaultdict(list)
    for check in CHECKS.values():
        per_step[check.step].append(check)
    return [
        SchoolResult(
            school,
            tuple(
                StepResult(
                    step.number,
                    tuple(
                        CheckResult(check.id, *found.get((school, check.id), (0, 0)))
                        for check in per_step[step.number]
                        if check.holds_for(sectors[school])
                    ),
                )
                for step in STEPS
            ),
        )
        for school in wanted
    ]


def counts(check: Check, on: On) -> Any:
    """Per school: how many in scope, how many in order."""
    return (
        check.rows(on)
        .values("at")
        .annotate(in_scope=Count("pk"), in_order=Count("pk", filter=Q(ok=True)))
        .order_by("at")
    )


def items(check: Check, school: int, on: On, *, first: int | None = None) -> list[Item]:
    """What is not in order at a school: the same query as the count, the rows that fail."""
    rows = check.rows(on).filter(at=school, ok=False).order_by("pk").values("pk", "at", *check.fields)
    return [check.item(row, on) for row in (rows if first is None else rows[:first])]
