"""`vuistregel import_roster FILE --school BRIN`: read a school's pupils from its administration's export."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, ClassVar

from vuistregel.organisation.roster.command import FileCommand


class Command(FileCommand):
    help = (
        "Read a school's groups, pupils and staff from an EDEXML file, a OneRoster zip, a CSV or an XLSX. "
        "Nothing changes when the file has errors or when a question is open; both are listed."
    )
    category = "roster"
    verb = "import"
    kind: ClassVar[str] = "roster"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--confirm-departures",
            action="store_true",
            help="yes, the pupils who are not in the file any more left: mark them as departed, with a date",
        )

    def run_command(self, **options: Any) -> Any:
        return self.import_file(confirm_departures=options["confirm_departures"], **options)
