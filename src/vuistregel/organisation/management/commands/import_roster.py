"""`vuistregel import_roster FILE --school BRIN`: read a school's pupils from its administration's export."""

from __future__ import annotations

from typing import ClassVar

from vuistregel.organisation.roster.command import FileCommand


class Command(FileCommand):
    help = (
        "Read a school's groups, pupils and staff from an EDEXML file, a OneRoster zip, a CSV or an XLSX. "
        "Nothing changes when the file has errors or when a question is open; both are listed."
    )
    category = "roster"
    verb = "import"
    kind: ClassVar[str] = "roster"
    departures: ClassVar[str] = (
        "yes, the pupils who are not in the file any more left: mark them as departed, with a date"
    )
