"""`vuistregel import_consents FILE --school BRIN`: take over consents that the pupil administration kept (R7.5)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.consent.actions.taking_over import take_over
from vuistregel.consent.channels import schools_channels
from vuistregel.consent.taking_over.columns import missing, suggested
from vuistregel.consent.taking_over.judging import Difference, judge
from vuistregel.consent.taking_over.reading import LIMITS, Fault, read_rows
from vuistregel.organisation.roster.reading import read_headers
from vuistregel.organisation.roster.reading.problems import Problem
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words, reader_language


class Command(HouseCommand):
    help = "Take over consents that the pupil administration kept, with day and text: as a whole, or not at all."
    category = "consent"
    verb = "write"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="CSV or XLSX, one answer a line")
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        parser.add_argument("--text", default="", help="what parents read, for lines without a text of their own")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")

    def run_command(self, **options: Any) -> Any:
        path = Path(options["file"])
        if not path.is_file():
            raise WrongUse(Words("Er is geen bestand {path}.", "There is no file {path}.").with_(path=path))
        school = named_school(options["school"], options["location"])
        today = clock.today()
        schools_channels(self.actor, school, today)
        headers = read_headers(path, limits=LIMITS)
        if isinstance(headers, Problem):
            found = Difference((), (), (Fault(headers.words, headers.line),))
        else:
            columns = suggested(school, headers)
            if left := missing(columns):
                raise WrongUse(_NO_COLUMN.with_(names=", ".join(field.name for field in left)))
            rows, faults = read_rows(path, columns, today)
            found = judge(school, rows, faults, today, options["text"])
        done = not found.faults and bool(found.new) and not options["dry_run"]
        if done:
            take_over(self.actor, school=school, found=found)
        if found.faults:
            self.not_in_order()
        self._tell(found, done=done)
        return self._data(found, done=done)

    def _tell(self, found: Difference, *, done: bool) -> None:
        for fault in found.faults:
            self.say(Words("FOUT {text}", "ERROR {text}").with_(text=fault.sentence))
        for place in found.places:
            self.say(_PLACE.with_(name=place.channel.words, yes=place.yes, no=place.no, same=place.same))
        if done:
            self.say(Words("Overgenomen.", "Taken over."))
        else:
            self.say(Words("Er is niets veranderd.", "Nothing changed."))

    def _data(self, found: Difference, *, done: bool) -> dict[str, Any]:
        language = reader_language()
        return {
            "taken_over": done,
            "new": len(found.new),
            "same": found.same,
            "channels": [
                {"slug": p.channel.slug, "matter": p.question.matter, "yes": p.yes, "no": p.no, "same": p.same}
                for p in found.places
            ],
            "errors": [{"line": f.line, "text": f.words.in_(language)} for f in found.faults],
        }


_PLACE = Words(
    "{name}: {yes} nieuw ja, {no} nieuw nee, {same} al overgenomen",
    "{name}: {yes} new yes, {no} new no, {same} taken over already",
)
_NO_COLUMN = Words("In dit bestand ontbreekt een kolom voor: {names}.", "This file has no column for: {names}.")
