"""`vuistregel worker`: runs what pages hand over, such as reading a large file."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management import call_command

from vuistregel import keys
from vuistregel.access.commands import HouseCommand, enter_house
from vuistregel.outbox.tending import through_trouble


class Command(HouseCommand):
    help = "Run background work until stopped. What is left half is found again by the tick."
    category = "operations"
    verb = "run"
    in_house = False  # it asks so itself: a worker waits for a database that is not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--interval", type=float, default=1, help="seconds between looks at the queue")

    def run_command(self, *, interval: float = 1, **options: Any) -> Any:
        through_trouble(enter_house)
        work = partial(call_command, "db_worker", interval=interval, startup_delay=False, verbosity=1)
        with keys.at_work():
            through_trouble(work)
