"""Taking in the file that a system sent: read first, outside any lock; then applied, or left for a person.

What lies on disk is sealed from its first byte: the upload, its copy in the spool, and what is staged of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.keys import spool
from vuistregel.keys.spool import Spool
from vuistregel.keys.stream import Source
from vuistregel.organisation.models import ImportRun, School
from vuistregel.organisation.roster import base
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.at_once import Outcome
from vuistregel.organisation.roster.findings import Finding
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.many import many_departed
from vuistregel.organisation.roster.memory import file_of
from vuistregel.organisation.roster.reading import Format, read_headers, recognise
from vuistregel.organisation.roster.runs import UPLOAD, difference_of, receive, show
from vuistregel.organisation.roster.stage import Staged, stage
from vuistregel.organisation.roster.steps import Kind, Tally
from vuistregel.organisation.roster.work import remembered
from vuistregel.ui.numbers import counted
from vuistregel.words import Words

_ONE_STAYED: Final = Words(
    "{number} leerling staat niet meer in het bestand, maar is nog niet op vertrokken gezet: "
    "stuur confirm_departures mee om dat te doen.",
    "{number} pupil is not in the file any more, but is not marked as departed yet: "
    "send confirm_departures to do that.",
)
_STAYED: Final = Words(
    "{number} leerlingen staan niet meer in het bestand, maar zijn nog niet op vertrokken gezet: "
    "stuur confirm_departures mee om dat te doen.",
    "{number} pupils are not in the file any more, but are not marked as departed yet: "
    "send confirm_departures to do that.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file. `run` is None when nothing was kept: errors, or a dry run."""

    outcome: Outcome
    run: ImportRun | None = None


def take_in(
    actor: Actor, school: School, kind: str, upload: Source, *, confirm_departures: bool, dry_run: bool
) -> Taken:
    """Read a file, and take it in unless it has errors, a person must choose, or it was a dry run.

    A file about which a person must choose waits on the school's page. Raises FileRefused for one that is too big,
    and Refused when the house changed while it was read; that file waits as well.
    """
    box = spool.create(school.board.key)
    kept = False
    try:
        box.take(UPLOAD, upload)
        staged, outcome, summary, before = _read(school, kind, box)
        _mind_departures(outcome, school, confirm_departures)
        if outcome.findings.errors or dry_run:
            return Taken(outcome)
        run = receive(actor, school=school, kind=kind, spool_id=box.id)
        kept = True  # from here the run holds the box: applied, dropped or swept with it
        IMPORT.move(run, "stage", rows_done=sum(staged.counts.values()))
        show(actor, run=run, summary=summary, clean=True, fingerprint=before, file_format=staged.format)
        if outcome.conflicts:
            return Taken(outcome, run)
        left = not confirm_departures
        done = apply_import(actor, run=run, choices={}, departures_confirmed=confirm_departures, leave_departed=left)
        outcome.tally, outcome.applied = done.tally, True
        return Taken(outcome, run)
    finally:
        if not kept:
            box.delete()


def _read(school: School, kind: str, box: Spool) -> tuple[Staged, Outcome, dict[str, Any], str]:
    """Everything that takes long: stage the file and make its difference with the house."""
    with file_of(box, UPLOAD) as path:
        table = recognise(path) in (Format.CSV, Format.XLSX)
        mapping = remembered(school, kind, read_headers(path)) if table else None
        staged = stage(path, school, box, today=clock.today(), kind=kind, mapping=mapping)
    outcome = Outcome(Tally(), staged.findings)
    head = {"reference_date": staged.reference_date.isoformat() if staged.reference_date else ""}
    summary: dict[str, Any] = {**staged.findings.summary(), "head": head, "rows": sum(staged.counts.values())}
    if not staged.clean:
        return staged, outcome, summary, ""
    before = base.fingerprint(school)
    draft = ImportRun(board_id=school.board_id, school=school, kind=kind, summary={"head": head})
    difference = difference_of(draft, box, choices={})
    for walk in (difference.steps(), difference.departures()):
        for steps in walk:
            outcome.conflicts += [s.conflict for s in steps if s.kind is Kind.CONFLICT and s.conflict is not None]
    outcome.tally = difference.tally
    summary |= {
        "counts": outcome.tally.as_data(),
        "conflicts": outcome.tally.conflicts,
        "same": outcome.tally.same,
    }
    summary["warnings"] += [[w.code, w.line] for w in difference.warnings]
    outcome.findings.warnings += difference.warnings
    return staged, outcome, summary, before


def _mind_departures(outcome: Outcome, school: School, confirmed: bool) -> None:
    many = many_departed(outcome.tally, school, clock.today()) if confirmed else None
    if many is not None:
        outcome.conflicts.append(many)  # a system has no answer to this: a person must look
    if outcome.tally.departed_open and not confirmed:
        words = counted(outcome.tally.departed_open, _ONE_STAYED, _STAYED)
        outcome.findings.warnings.append(Finding("pupil.departed_stays", words))
