"""Reading and taking in a file in one go, for the command line and for whoever makes example boards.

A file with errors, and a dry run, leave nothing behind: no run, no event, no change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vuistregel import bulk, clock
from vuistregel.access.actor import Actor
from vuistregel.keys import spool
from vuistregel.keys.spool import Spool
from vuistregel.organisation.models import ImportRun, School
from vuistregel.organisation.roster import base
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.findings import Finding, Findings
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.many import YES, many_departed
from vuistregel.organisation.roster.reading import Mapping
from vuistregel.organisation.roster.runs import difference_of, receive, show
from vuistregel.organisation.roster.stage import Staged, Told, stage
from vuistregel.organisation.roster.steps import Conflict, Kind, Tally, What
from vuistregel.words import Words

_STAYED: Final = {
    "pupil": Words(
        "Niet meer in het bestand: {count} van de leerlingen. Wij zetten niemand op vertrokken zonder uw bevestiging "
        "(--confirm-departures).",
        "Not in the file any more: {count} of the pupils. We mark nobody as departed without your confirmation "
        "(--confirm-departures).",
    ),
    "guardian": Words(
        "Niet meer in het bestand: {count} van de ouders en verzorgers. Zij blijven bij hun kind staan zonder uw "
        "bevestiging (--confirm-departures).",
        "Not in the file any more: {count} of the guardians. They stay with their child without your confirmation "
        "(--confirm-departures).",
    ),
}


@dataclass(slots=True)
class Outcome:
    """What came of a file. `applied` is False for errors, open conflicts and a dry run."""

    tally: Tally
    findings: Findings
    conflicts: list[Conflict] = field(default_factory=list)
    applied: bool = False

    @property
    def refused(self) -> bool:
        return bool(self.findings.errors or self.conflicts)

    def as_data(self, language: str) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            **self.tally.as_data(),
            "warnings": [w.as_data(language) for w in self.findings.warnings],
            "errors": [e.as_data(language) for e in self.findings.errors],
            "not_taken_over": [n.as_data(language) for n in self.findings.left_out],
            "conflicts": [c.as_data(language) for c in self.conflicts],
            "applied": self.applied,
        }


def import_file(
    actor: Actor,
    path: Path,
    school: School,
    *,
    kind: str = "roster",
    choices: dict[str, str] | None = None,
    confirm_departures: bool = False,
    dry_run: bool = False,
    mapping: Mapping | None = None,
    told: Told | None = None,
) -> Outcome:
    """Read a file, and take it in when it has no errors and no open conflicts. Raises Refused as `apply_import`."""
    chosen = choices or {}
    box = spool.create(school.board.key)
    try:
        staged = stage(path, school, box, today=clock.today(), kind=kind, mapping=mapping, told=told)
        outcome = Outcome(Tally(), staged.findings)
        if outcome.refused:
            return outcome
        head = {"reference_date": staged.reference_date.isoformat() if staged.reference_date else ""}
        draft = ImportRun(board_id=school.board_id, school=school, kind=kind, summary={"head": head})
        before = base.fingerprint(school)
        _compare(draft, box, chosen, outcome)
        many = many_departed(outcome.tally, school, clock.today()) if confirm_departures else None
        if many is not None and (answer := many.choice(chosen)) != YES:
            confirm_departures = False
            if answer is None:
                outcome.conflicts.append(many)
        if not confirm_departures:
            outcome.findings.warnings += _who_stays(outcome.tally)
        if outcome.refused or dry_run:
            return outcome
        run = _run(actor, school, kind, box, staged, outcome, head, before)
        done = apply_import(
            actor,
            run=run,
            choices=chosen,
            departures_confirmed=confirm_departures,
            leave_departed=not confirm_departures,
        )
        outcome.tally, outcome.applied = done.tally, True
        return outcome
    finally:
        box.delete()


def _who_stays(tally: Tally) -> list[Finding]:
    """Whom the file does not name any more, and who stay since nobody said that they left."""
    left = (("pupil", tally[What.PUPIL].departed), ("guardian", tally[What.GUARDIAN].departed))
    return [Finding(f"{who}.departed_stays", _STAYED[who].with_(count=count)) for who, count in left if count]


def _compare(draft: ImportRun, box: Spool, choices: dict[str, str], outcome: Outcome) -> None:
    difference = difference_of(draft, box, choices=choices)
    with bulk.without_looking_for_cycles():
        for walk in (difference.steps(), difference.departures()):
            for steps in walk:
                outcome.conflicts += [s.conflict for s in steps if s.kind is Kind.CONFLICT and s.conflict is not None]
    outcome.tally = difference.tally
    outcome.findings.warnings += difference.warnings


def _run(
    actor: Actor,
    school: School,
    kind: str,
    box: Spool,
    staged: Staged,
    outcome: Outcome,
    head: dict[str, str],
    before: str,
) -> ImportRun:
    run = receive(actor, school=school, kind=kind, spool_id=box.id)
    IMPORT.move(run, "stage", rows_done=sum(staged.counts.values()))
    summary = {
        **staged.findings.summary(),
        "head": head,
        "counts": outcome.tally.as_data(),
        "conflicts": 0,
        "same": outcome.tally.same,
    }
    return show(actor, run=run, summary=summary, clean=True, fingerprint=before, file_format=staged.format)
