"""What both import commands share: the file, the school, the answers to questions, the bar and the printed result."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.organisation.roster.at_once import Outcome, import_file
from vuistregel.organisation.roster.reading import Mapping
from vuistregel.organisation.roster.reading.reasons import label
from vuistregel.organisation.roster.steps import Conflict
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words, reader_language

_BAR = 30
#: Questions in full on a screen; `--json` prints them all.
_QUESTIONS = 20
_COUNTS = Words(
    "{what}: {new} nieuw, {changed} veranderd, {unchanged} gelijk, {departed} vertrokken",
    "{what}: {new} new, {changed} changed, {unchanged} unchanged, {departed} departed",
)
_LEFT_OUT = Words(
    "Niet overgenomen: {field} ({count} keer). {reason}", "Not taken over: {field} ({count} times). {reason}"
)
_MORE = Words(
    "En nog {count} vragen van de soort {code}. Een antwoord op al deze vragen: --choose {code}=ANTWOORD. "
    "Met --json ziet u ze allemaal.",
    "And {count} more questions of the kind {code}. One answer to all of these: --choose {code}=ANSWER. "
    "With --json you see them all.",
)
_WHAT = {
    "pupils": Words("Leerlingen", "Pupils"),
    "guardians": Words("Ouders en verzorgers", "Guardians"),
    "staff": Words("Medewerkers", "Staff"),
    "groups": Words("Groepen", "Groups"),
}


class FileCommand(HouseCommand):
    """A command that reads a file of a school."""

    category = "roster"
    verb = "import"
    kind: ClassVar[str]
    #: What `--confirm-departures` says yes to.
    departures: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="the file as the administration exported it")
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument("--confirm-departures", action="store_true", help=self.departures)
        parser.add_argument(
            "--choose",
            action="append",
            default=[],
            metavar="ID=ANSWER",
            help="the answer to a question (its id), or to all questions of one code; repeat for more",
        )
        parser.add_argument("--mapping", metavar="FILE.json", help="which column of a table means what")

    def run_command(self, **options: Any) -> dict[str, Any]:
        path = Path(options["file"])
        if not path.is_file():
            raise WrongUse(Words("Er is geen bestand {path}.", "There is no file {path}.").with_(path=path))
        outcome = import_file(
            self.actor,
            path,
            named_school(options["school"], options["location"]),
            kind=self.kind,
            choices=_choices(options["choose"]),
            confirm_departures=options["confirm_departures"],
            dry_run=options["dry_run"],
            mapping=_mapping(options["mapping"]),
            told=self._bar if self.stderr.isatty() else None,
        )
        if outcome.refused or nothing_read(outcome):
            self.not_in_order()
        self._tell(outcome, dry_run=options["dry_run"])
        return outcome.as_data(reader_language())

    def _tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        for finding in outcome.findings.errors:
            self.say(Words("FOUT {text}", "ERROR {text}").with_(text=finding.words))
        for conflict in outcome.conflicts[:_QUESTIONS]:
            answers = ", ".join(f"{option.value} ({option.says})" for option in conflict.options)
            self.say(
                Words("VRAAG {id} {text} Antwoord: {answers}", "QUESTION {id} {text} Answer: {answers}").with_(
                    id=conflict.id, text=conflict.question, answers=answers
                )
            )
        self._tell_of_the_rest(outcome.conflicts[_QUESTIONS:])
        for finding in outcome.findings.warnings:
            self.say(Words("Let op: {text}", "Note: {text}").with_(text=finding.words))
        for left in outcome.findings.left_out:
            self.say(_LEFT_OUT.with_(field=label(left.field), count=left.count, reason=left.reason))
        for what, counts in outcome.tally.as_data().items():
            if any(counts.values()):
                self.say(_COUNTS.with_(what=_WHAT[what], **counts))
        self.say(_ending(outcome, dry_run=dry_run))

    def _tell_of_the_rest(self, conflicts: list[Conflict]) -> None:
        """Those that a screen cannot hold: how many of each kind, and how one answer serves them all."""
        for code, count in Counter(conflict.code for conflict in conflicts).items():
            self.say(_MORE.with_(count=count, code=code))

    def _bar(self, rows: int, share: int) -> None:
        done = _BAR * share // 100
        end = "\n" if share == 100 else ""
        self.stderr.write(f"\r[{'#' * done}{'.' * (_BAR - done)}] {share:3} %  {rows}{end}", ending="")
        self.stderr.flush()


def _ending(outcome: Outcome, *, dry_run: bool) -> Words:
    if outcome.findings.errors:
        return Words("Er is niets veranderd: het bestand heeft fouten.", "Nothing changed: the file has errors.")
    if outcome.conflicts:
        return Words(
            "Er is niets veranderd: beantwoord eerst de vragen.", "Nothing changed: answer the questions first."
        )
    if dry_run:
        return Words("Er is niets veranderd: dit was een proef.", "Nothing changed: this was a dry run.")
    if nothing_read(outcome):
        return Words(
            "Er is niets ingelezen: wij konden geen enkele regel gebruiken.",
            "Nothing was taken in: we could use none of the rows.",
        )
    return Words("Ingelezen.", "Taken in.")


def nothing_read(outcome: Outcome) -> bool:
    """Whether every row of the file was passed over: then nobody may think that it was taken in."""
    counted = any(value for counts in outcome.tally.as_data().values() for value in counts.values())
    return bool(outcome.findings.warnings or outcome.findings.left_out) and not counted


def _choices(given: list[str]) -> dict[str, str]:
    choices = {}
    for one in given:
        name, found, answer = one.partition("=")
        if not found or not name or not answer:
            raise WrongUse(
                Words("--choose wil ID=ANTWOORD, niet {one}.", "--choose wants ID=ANSWER, not {one}.").with_(one=one)
            )
        choices[name] = answer
    return choices


def _mapping(path: str | None) -> Mapping | None:
    if path is None:
        return None
    try:
        return Mapping.from_data(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise WrongUse(
            Words("Deze kolommen kunnen wij niet lezen: {path}.", "We cannot read these columns: {path}.").with_(
                path=path
            )
        ) from problem
