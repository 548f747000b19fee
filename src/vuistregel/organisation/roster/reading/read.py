"""`read(path)`: from a file of any known format to rows, problems, warnings and what was not taken over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from vuistregel.organisation.roster.reading.edexml import EdexmlSource
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.mapping import Mapping
from vuistregel.organisation.roster.reading.model import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Row,
)
from vuistregel.organisation.roster.reading.oneroster import OneRosterSource
from vuistregel.organisation.roster.reading.oso import OsoSource
from vuistregel.organisation.roster.reading.problems import Findings, NotTakenOver, Problem, Refused, problem
from vuistregel.organisation.roster.reading.recognise import Format, recognise
from vuistregel.organisation.roster.reading.source import Asked, Progress, Source
from vuistregel.organisation.roster.reading.tabular import TableSource

_KINDS: Final[dict[type, str]] = {
    RosterGroup: "groups",
    RosterPupil: "pupils",
    RosterStaff: "staff",
    RosterGuardian: "guardians",
}


class Reading:
    """One file being read. Walk `rows()` to its end; only then problems, warnings and counts are complete.

    A walk keeps no rows: memory does not grow with them, except for one entry per key. Each walk starts afresh.
    """

    def __init__(self, path: Path, asked: Asked, progress: Progress | None) -> None:
        self._asked = asked
        self._progress = progress
        self._source: Source | None = None
        self.school: RosterSchool | None = None
        self.format: Format | None = None
        self._refused: Problem | None = None
        self._open(path)
        self._findings = self._fresh()
        self.counts: dict[str, int] = dict.fromkeys(_KINDS.values(), 0)

    def rows(self) -> Iterator[Row]:
        """Groups, pupils, staff and guardians in the order of the file. Never raises on account of the file.

        Rows keep coming after an error, so that all errors are found at once: look at `problems` before using them.
        """
        self._findings = findings = self._fresh()
        self.counts = counts = dict.fromkeys(_KINDS.values(), 0)
        if self._source is None:
            return
        try:
            for row in self._source.rows(findings, self._progress or _silent):
                counts[_KINDS[type(row)]] += 1
                yield row
        except Refused as refused:
            findings.add_error(refused.problem)
        else:
            if not any(counts.values()) and not findings.errors:
                findings.add_error(problem("rows.none"))
        findings.finish()

    @property
    def problems(self) -> list[Problem]:
        """The errors: with one of them nothing may be applied."""
        return self._findings.errors

    @property
    def warnings(self) -> list[Problem]:
        return self._findings.warnings

    @property
    def not_taken_over(self) -> list[NotTakenOver]:
        return self._findings.not_taken_over

    def _open(self, path: Path) -> None:
        found = recognise(path, limits=self._asked.limits)
        if isinstance(found, Problem):
            self._refused = found
            return
        self.format = found
        try:
            self._source = _opened(found, path, self._asked)
            self.school = self._source.school
        except Refused as refused:
            self._refused = refused.problem

    def _fresh(self) -> Findings:
        findings = Findings(self._asked.limits, unit="row" if self.format is Format.XLSX else "line")
        if self._refused is not None:
            findings.add_error(self._refused)
        return findings


def read(
    path: str | Path,
    *,
    expected_brin: str | None = None,
    expected_location: str | None = None,
    mapping: Mapping | None = None,
    numbers: bool = False,
    phones: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Open a roster or contacts file. Never raises on account of the file: what is wrong stands in `problems`.

    `expected_brin` and `expected_location` refuse the file of another school; `mapping` says what the columns of a
    table mean (without it, what their names suggest); `numbers` takes in BSN and education numbers, for matching only;
    `phones` takes in phone numbers of guardians from OneRoster and OSO (the contacts file always carries them);
    `today` makes a birth in the future an error; `progress` is called with bytes done and bytes in total.
    """
    asked = Asked(
        expected_brin=(expected_brin or "").upper(),
        expected_location=expected_location or "",
        mapping=mapping,
        numbers=numbers,
        phones=phones,
        today=today,
        limits=limits or Limits(),
    )
    return Reading(Path(path), asked, progress)


def _opened(form: Format, path: Path, asked: Asked) -> Source:
    match form:
        case Format.EDEXML:
            return EdexmlSource(path, asked)
        case Format.ONEROSTER_ZIP:
            return OneRosterSource(path, asked)
        case Format.OSO:
            return OsoSource(path, asked)
        case _:
            return TableSource(path, form, asked)


def _silent(_done: int, _total: int) -> None:
    """No one watches the progress."""
