"""The ten steps of many schools at once: one GROUP BY per check, whatever the number of schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
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
    if not wanted:
        return []
    found: dict[str, dict[int, CheckResult]] = {}
    for check in CHECKS.values():
        rows = counts(check, on)
        if schools is not None:
            rows = rows.filter(at__in=wanted)
        found[check.id] = _by_school(check.id, _fetched(rows.values_list("at", "in_scope", "in_order")))
    nothing = {check: CheckResult(check, 0, 0) for check in CHECKS}
    plans = {sector: _plan(sector) for sector in set(sectors.values())}
    return [
        SchoolResult(
            school,
            tuple(
                StepResult(step, tuple(found[check].get(school, nothing[check]) for check in checks))
                for step, checks in plans[sectors[school]]
            ),
        )
        for school in wanted
    ]


def _fetched(rows: Any) -> Iterable[tuple[int, int, int]]:
    """Whole numbers as the database gives them: the ORM would look at each of the tens of thousands once more."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:  # nothing to ask: a check that does not hold yet on this day
        return ()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[int, int, int]] = cursor.fetchall()
    return found


def _by_school(check: str, rows: Iterable[tuple[int, int, int]]) -> dict[int, CheckResult]:
    """The results of one check. Most schools share one of a few, so each pair of counts is made once."""
    made: dict[tuple[int, int], CheckResult] = {}
    found: dict[int, CheckResult] = {}
    for school, in_scope, in_order in rows:
        pair = (in_scope, in_order)
        result = made.get(pair)
        if result is None:
            result = made[pair] = CheckResult(check, *pair)
        found[school] = result
    return found


def _plan(sector: str) -> list[tuple[int, list[str]]]:
    """The ten steps with the checks that hold for a sector."""
    held: dict[int, list[str]] = defaultdict(list)
    for check in CHECKS.values():
        if check.holds_for(sector):
            held[check.step].append(check.id)
    return [(step.number, held[step.number]) for step in STEPS]


def counts(check: Check, on: On) -> Any:
    """Per school: how many in scope, how many in order."""
    return (
        check.rows(on).values("at").annotate(in_scope=Count("pk"), in_order=Count("pk", filter=Q(ok=True))).order_by()
    )


def open_at(check: Check, school: int, on: On) -> int:
    """How many are not in order at a school."""
    return int(check.rows(on).filter(at=school, ok=False).count())


def items(check: Check, school: int, on: On, *, first: int | None = None) -> list[Item]:
    """What is not in order at a school: the same query as the count, the rows that fail."""
    rows = check.rows(on).filter(at=school, ok=False).order_by("pk").values("pk", "at", *check.fields)
    return [check.item(row, on) for row in (rows if first is None else rows[:first])]
