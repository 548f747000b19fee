"""`vuistregel tick`: do what is due."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from vuistregel import clock, keys
from vuistregel.access.commands import HouseCommand, WrongUse, a_day
from vuistregel.outbox.tending import through_trouble
from vuistregel.outbox.ticking import Done, forget_days_to_come, tick
from vuistregel.words import Words

#: How many years the example's clock may go: birthdays of a whole school career, and no year that no norm knows.
REACH = 20


class Command(HouseCommand):
    help = "Do what is due: send post, sweep, keep today's steps, anchor the log. Every minute; safe to repeat."
    category = "operations"
    verb = "run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--on", type=a_day, help="example only: move the clock to this day first")
        parser.add_argument("--real-time", action="store_true", help="example only: put the clock right again")
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on ticking, this many seconds apart")

    def run_command(
        self, *, on: date | None = None, real_time: bool = False, every: int | None = None, **options: Any
    ) -> dict[str, Any]:
        if on is not None or real_time:
            self._move(on)
        with keys.at_work():
            done = tick(clock.now())
            while every:
                time.sleep(every)
                done = through_trouble(lambda: tick(clock.now()))
        self._tell(done)
        return {"on": clock.today(), "jobs": [{"job": d.job, "count": d.count} for d in done]}

    def _move(self, day: date | None) -> None:
        if day is not None and abs(day.year - clock.real_day().year) > REACH:
            raise WrongUse(
                Words(
                    "De klok gaat hoogstens {n} jaar heen of terug.", "The clock goes at most {n} years back or forth."
                ).with_(n=REACH)
            )
        try:
            clock.move(day)
            forget_days_to_come(clock.today())
        except clock.ClockStands as error:
            raise WrongUse(
                Words("Alleen de klok van het voorbeeld kan verzet worden.", "Only the example's clock can be moved.")
            ) from error

    def _tell(self, done: list[Done]) -> None:
        for each in done:
            self.say(f"{each.job}: {'failed' if each.count is None else each.count}")
        if any(d.count is None for d in done):
            self.not_in_order()
