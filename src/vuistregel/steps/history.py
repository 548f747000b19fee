"""Snapshots: written once a day by the tick, read for any past date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from vuistregel import norms
from vuistregel.organisation.places import sectors_of_all_schools
from vuistregel.steps.models import StepSnapshot
from vuistregel.steps.queries import evaluate
from vuistregel.steps.rules import CheckResult, SchoolResult, StepResult


def keep(day: date) -> int:
    """Write today's snapshot of every school, over what this day already had. Returns how many schools."""
    places = sectors_of_all_schools()
    results = evaluate(None, {school: sector for school, (sector, _board) in places.items()}, day)
    rows = [
        StepSnapshot(
            board_id=places[r.school][1],
            school_id=r.school,
            day=day,
            in_order=r.in_order,
            counted=r.counted,
            checks=[[s.step, [[c.check, c.in_scope, c.in_order] for c in s.checks]] for s in r.steps],
            norms_release=norms.release(),
        )
        for r in results
    ]
    StepSnapshot.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["board", "school", "day"],
        update_fields=["in_order", "counted", "checks", "norms_release"],
        batch_size=500,
    )
    return len(rows)


def as_of(schools: Sequence[int], day: date) -> tuple[list[SchoolResult], str | None]:
    """The stored steps of a past day and the norms release they were made by; schools without one are left out."""
    rows = list(StepSnapshot.objects.filter(school__in=schools, day=day))
    by_school = {row.school_id: row for row in rows}
    results = [
        SchoolResult(
            school,
            tuple(
                StepResult(step, tuple(CheckResult(*check) for check in checks))
                for step, checks in by_school[school].checks
            ),
        )
        for school in schools
        if school in by_school
    ]
    return results, rows[0].norms_release if rows else None


def line(schools: Sequence[int], since: date, until: date) -> list[tuple[date, int, int]]:
    """Per day: how many steps were in order and how many counted, over these schools.

    Not beyond `until`: the example's clock may have been in days that are still to come.
    """
    return [
        (row["day"], row["ok"], row["n"])
        for row in StepSnapshot.objects.filter(school__in=schools, day__range=(since, until))
        .values("day")
        .annotate(ok=Sum("in_order"), n=Sum("counted"))
        .order_by("day")
    ]
