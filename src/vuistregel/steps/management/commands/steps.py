"""`vuistregel steps`: where schools stand on the ten steps."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from vuistregel import clock, norms
from vuistregel.access.commands import HouseCommand, WrongUse, a_day
from vuistregel.checks import CHECKS
from vuistregel.organisation.models import School
from vuistregel.steps.catalogue import STEPS
from vuistregel.steps.history import as_of
from vuistregel.steps.queries import evaluate
from vuistregel.steps.rules import SchoolResult
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Where schools stand on the ten steps: computed today, or from the day's snapshot for a past date."
    category = "steps"
    verb = "read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--board", help="only the schools of this board")
        parser.add_argument("--school", metavar="BRIN", help="only the school with this BRIN")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="as of this day (YYYY-MM-DD)")

    def run_command(
        self, *, board: str | None = None, school: str | None = None, on: date | None = None, **options: Any
    ) -> dict[str, Any]:
        schools = School.objects.select_related("board").order_by("board__name", "name")
        if board:
            schools = schools.filter(board__name__iexact=board)
        if school:
            schools = schools.filter(brin=school[:4].upper())
        rows = list(schools)
        if (board or school) and not rows:
            raise WrongUse(Words("Deze school of dit bestuur bestaat niet.", "There is no such school or board."))
        today = clock.today()
        day = on or today
        release: str | None = norms.release()
        if day < today:
            results, release = as_of([s.pk for s in rows], day)
        else:
            results = evaluate([(s.pk, s.sector) for s in rows], {s.pk: s.sector for s in rows}, day)
        by_pk = {s.pk: s for s in rows}
        found = [_as_json(by_pk[r.school], r) for r in results]
        for each in found:
            self.say(f"{each['school']}: " + ", ".join(f"{s['step']} {s['state']}" for s in each["steps"]))
        return {"on": day, "norms_release": release, "schools": found}


def _as_json(school: School, result: SchoolResult) -> dict[str, Any]:
    return {
        "school": school.brin,
        "name": school.name,
        "location": school.location,
        "board": school.board.name,
        "sector": school.sector,
        "steps": [
            {
                "step": step.step,
                "title": STEPS[step.step - 1].title.nl,
                "state": step.state.value,
                "checks": [
                    {
                        "id": c.check,
                        "requirements": list(CHECKS[c.check].requirements) if c.check in CHECKS else [],
                        "in_scope": c.in_scope,
                        "in_order": c.in_order,
                        "mend": CHECKS[c.check].mend_url if c.check in CHECKS else None,
                    }
                    for c in step.checks
                ],
            }
            for step in result.steps
        ],
    }
