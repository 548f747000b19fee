"""Snapshots: written by the tick, once a day and again after each change; read for any past date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db.models import Sum

from vuistregel import __version__, norms
from vuistregel.evidence.log import HOUSE
from vuistregel.evidence.queries import latest_check, lengths
from vuistregel.keys import queries as keys
from vuistregel.organisation.places import sectors_of_all_schools
from vuistregel.steps.models import KeptState, StepSnapshot
from vuistregel.steps.queries import evaluate
from vuistregel.steps.rules import CheckResult, SchoolResult, StepResult


def keep_what_changed(day: date) -> int:
    """Write today's snapshot of each board that has none yet, or in which anything happened since. Returns how many
    schools.

    Each action leaves an event, so a board whose log did not grow stands where it stood; what the steps look at
    besides (backups, drills, verifications, anchors, the release of house and norms) is the same for all boards.
    """
    # Read before the evaluation: what happens during it is seen by the next tick.
    grown, house = lengths(), _house()
    known = {row.board_id: row for row in KeptState.objects.filter(day=day, house=house)}
    places = sectors_of_all_schools()
    due = {
        board
        for board in {board for _sector, board in places.values()}
        if board not in known or known[board].events != grown.get(board, 0)
    }
    if not due:
        return 0
    count = _keep({school: place for school, place in places.items() if place[1] in due}, day, everywhere=not known)
    KeptState.objects.bulk_create(
        [KeptState(board_id=board, day=day, events=grown.get(board, 0), house=house) for board in due],
        update_conflicts=True,
        unique_fields=["board"],
        update_fields=["day", "events", "house"],
        batch_size=500,
    )
    return count


def _house() -> str:
    """What the steps look at outside a board's log, as one sign that changes when any of it does."""
    seen = (
        lengths().get(HOUSE, 0),
        latest_check(),
        keys.latest_backup(),
        keys.latest_restore_drill(),
        norms.release(),
        __version__,
    )
    return sha256(repr(seen).encode()).hexdigest()


def keep(day: date) -> int:
    """Write today's snapshot of every school, over what this day already had. Returns how many schools."""
    return _keep(sectors_of_all_schools(), day, everywhere=True)


def _keep(places: dict[int, tuple[str, int]], day: date, *, everywhere: bool) -> int:
    sectors = {school: sector for school, (sector, _board) in places.items()}
    results = evaluate(None if everywhere else list(sectors.items()), sectors, day)
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
