"""`vuistregel norms`: the law and the handbook on a day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from vuistregel import clock, norms
from vuistregel.access.commands import HouseCommand, WrongUse, a_day


class Command(HouseCommand):
    help = "The norms that hold on a day: value, article, source, and whether they were verified."
    category = "public"
    verb = "read"
    in_house = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day (YYYY-MM-DD); today when left out")
        parser.add_argument("--id", dest="norm", help="only this norm")

    def run_command(self, *, on: date | None = None, norm: str | None = None, **options: Any) -> list[dict[str, Any]]:
        try:
            found = norms.book().in_force(on or clock.today(), norm)
        except norms.NormUnknown as unknown:
            raise WrongUse(unknown.words) from unknown
        for each in found:
            self.say(f"{each.id}: {each.display} ({each.reference})")
        return [norms.as_json(each) for each in found]
