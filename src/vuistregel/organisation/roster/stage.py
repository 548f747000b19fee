"""Reading a file into the spool, in small steps, outside any transaction. The house is not looked at and not touched.

A legal number is turned into its keyed hash on the way, so that it lies nowhere, not even sealed. A process that is
killed here leaves a part that nobody can read and that the next sweep removes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from vuistregel import bulk
from vuistregel.keys import lookup
from vuistregel.keys.spool import RecordWriter, Spool
from vuistregel.organisation.models import School
from vuistregel.organisation.roster import digests, rows
from vuistregel.organisation.roster.findings import Finding, Findings, LeftOut
from vuistregel.organisation.roster.reading import (
    Format,
    Mapping,
    Problem,
    Reading,
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Row,
    kinds,
    read,
    recognise,
)
from vuistregel.words import Words

#: Rows per record of the spool, and per query of the key store.
BATCH: Final = 200
#: Told rows and share (0-100) so far.
Told = Callable[[int, int], None]
STREAMS: Final = ("groups", "pupils", "staff", "guardians")
_STREAMS: Final = {RosterGroup: "groups", RosterPupil: "pupils", RosterStaff: "staff", RosterGuardian: "guardians"}
_USERNAME = Words(
    "Een gebruikersnaam van een ander systeem heeft hier geen doel.",
    "A user name of another system has no purpose here.",
)
_ECKID = Words(
    "Dit pseudoniem is voor leveranciers van leermiddelen. Vuistregel heeft het niet nodig.",
    "This pseudonym is for suppliers of learning material. Vuistregel does not need it.",
)
_LEFT_OUT: Final = {"eckid": _ECKID, "gebruikersnaam": _USERNAME}


@dataclass(slots=True)
class Staged:
    """What a reading came to."""

    format: str
    school: RosterSchool | None
    findings: Findings
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def reference_date(self) -> date | None:
        """The day of which the file says what was so."""
        return self.school.reference_date if self.school else None

    @property
    def clean(self) -> bool:
        return not self.findings.errors


def stage(
    path: Path,
    school: School,
    box: Spool,
    *,
    today: date,
    kind: str,
    mapping: Mapping | None = None,
    told: Told | None = None,
) -> Staged:
    """Read the file into the spool: streams `groups`, `pupils`, `staff`, `guardians`, and the findings.

    `kind` is `roster` or `contacts`; a file of the other kind is an error. Of contacts, phone numbers of guardians are
    taken in from every format. Errors are found all at once; with any, the rows are not kept. Never raises for what
    stands in the file.
    """
    if (wrong := kinds.told_by_head(path, kind, mapped=mapping is not None)) is not None:
        return _of_another_kind(path, box, wrong)
    share = 0

    def progress(done: int, total: int) -> None:
        nonlocal share
        share = 100 * done // total if total else 100

    reading = read(
        path,
        expected_brin=school.brin,
        expected_location=school.location,
        mapping=mapping,
        numbers=school.match_by_number,
        phones=kind == kinds.CONTACTS,
        today=today,
        progress=progress,
    )
    stager = _Stager(school, asserted=reading.format == Format.CONTACTS_CSV)
    try:
        with ExitStack() as stack, bulk.without_looking_for_cycles():
            stager.open(box, stack)
            for number, row in enumerate(reading.rows(), start=1):
                stager.add(row)
                if told and number % BATCH == 0:
                    told(number, min(share, 99))
            stager.flush()
            wrong = kinds.told_by_rows(stager.counts, kind)
            if reading.problems or wrong:
                raise _Faulty
    except _Faulty:
        pass
    found = _findings(reading, stager)
    if wrong is not None:
        found.errors.insert(0, Finding.of(wrong))
    found.keep(box)
    if told:
        told(sum(stager.counts.values()), 100)
    return Staged(str(reading.format or ""), reading.school, found, stager.counts)


def _of_another_kind(path: Path, box: Spool, wrong: Problem) -> Staged:
    """What a reading comes to that was not begun: the one error that says why."""
    found = Findings(errors=[Finding.of(wrong)])
    found.keep(box)
    form = recognise(path)
    return Staged(str(form) if isinstance(form, Format) else "", None, found, dict.fromkeys(STREAMS, 0))


class _Faulty(Exception):
    """Leaves the block that writes, so that nothing of a faulty file is kept. Never leaves this module."""


class _Stager:
    """Turns rows into records, a batch at a time."""

    def __init__(self, school: School, *, asserted: bool) -> None:
        self._school = school
        self._board = school.board.key
        self._key = digests.key_for(school.board.key, school.pk)
        self._asserted = asserted
        self._waiting: dict[type, list[Any]] = {kind: [] for kind in _STREAMS}
        self._writers: dict[type, RecordWriter] = {}
        self.counts: dict[str, int] = dict.fromkeys(_STREAMS.values(), 0)
        self.left_out = dict.fromkeys(_LEFT_OUT, 0)

    def open(self, box: Spool, stack: ExitStack) -> None:
        self._writers = {kind: stack.enter_context(box.writer(stream)) for kind, stream in _STREAMS.items()}

    def add(self, row: Row) -> None:
        waiting = self._waiting[type(row)]
        waiting.append(row)
        if len(waiting) >= BATCH:
            self._write(type(row))

    def flush(self) -> None:
        for kind, waiting in self._waiting.items():
            if waiting:
                self._write(kind)

    def _write(self, kind: type) -> None:
        waiting = self._waiting[kind]
        if kind is RosterGroup:
            records = [rows.group_row(row) for row in waiting]
        else:
            records = self._digested(kind, waiting)
        self._writers[kind].append(records)
        self.counts[_STREAMS[kind]] += len(records)
        self._waiting[kind] = []

    def _digested(self, kind: type, waiting: list[Any]) -> list[list[object]]:
        if kind is RosterStaff:
            records = [rows.staff_row(row) for row in waiting]
        elif kind is RosterPupil:
            numbers = self._hashed([row.legal_number or "" for row in waiting])
            records = [rows.pupil_row(row, number) for row, number in zip(waiting, numbers, strict=True)]
        else:
            numbers = self._hashed([row.pupil_number for row in waiting])
            records = [
                rows.guardian_row(row, number, asserted=self._asserted)
                for row, number in zip(waiting, numbers, strict=True)
            ]
        for record in records:
            record[0] = digests.of_row(self._key, rows.texts(record)).hex()
        if kind is not RosterGuardian:
            self.left_out["eckid"] += sum(1 for row in waiting if row.eckid)
            self.left_out["gebruikersnaam"] += sum(1 for row in waiting if row.username)
        return records

    def _hashed(self, numbers: list[str]) -> Iterable[str]:
        if not any(numbers):
            return [""] * len(numbers)
        hashes = lookup.blind_many(self._board, "number", [number for number in numbers if number])
        found = iter(hashes)
        return [next(found).hex() if number else "" for number in numbers]


def _findings(reading: Reading, stager: _Stager) -> Findings:
    found = Findings(
        errors=[Finding.of(p) for p in reading.problems],
        warnings=[Finding.of(w) for w in reading.warnings],
        left_out=[LeftOut.of(n) for n in reading.not_taken_over],
    )
    found.left_out += [LeftOut(name, count, _LEFT_OUT[name]) for name, count in stager.left_out.items() if count]
    return found
