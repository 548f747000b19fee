"""The way of a file: received, read, shown, put aside or swept. Applying it is the subject of `apply`.

`receive` and `show` are actions; reading between them is work outside any transaction; its progress is on the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from vuistregel import clock, norms
from vuistregel.access.actor import Actor, Subject
from vuistregel.actions import Act, action
from vuistregel.keys import spool
from vuistregel.keys.errors import SpoolGone
from vuistregel.keys.spool import Spool
from vuistregel.organisation.models import ImportRun, School
from vuistregel.organisation.roster import base, events
from vuistregel.organisation.roster.difference import Difference
from vuistregel.organisation.roster.findings import STREAM as FINDINGS
from vuistregel.organisation.roster.findings import Finding, Findings
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.reading import Mapping
from vuistregel.organisation.roster.stage import STREAMS, Staged, stage
from vuistregel.organisation.roster.steps import Conflict, Kind, Step, Tally, What

UPLOAD = "upload"


def _of_school(school: School, **_: object) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


def of_run(run: ImportRun, **_: object) -> Subject:
    """Where a run stands."""
    return Subject(board=run.board_id, school=run.school_id)


@action(category="roster", verb="import", subject=_of_school)
def receive(act: Act, *, school: School, kind: str, spool_id: UUID) -> ImportRun:
    """Note that a file came in for a school; its bytes lie in the spool already."""
    run = ImportRun.objects.create(
        board_id=school.board_id,
        school=school,
        kind=kind,
        made_at=act.moment,
        spool=spool_id,
        handed_in_by=act.actor.ref,
    )
    act.record(events.RosterReceived(run=run.key, school=school.pk, content=kind))
    return run


@action(category="roster", verb="import", subject=of_run)
def show(
    act: Act, *, run: ImportRun, summary: dict[str, Any], clean: bool, fingerprint: str, file_format: str
) -> ImportRun:
    """Put the outcome of a reading on the run: the difference, or the errors."""
    act.demand(
        IMPORT.move(
            run, "show" if clean else "find_faults",
            summary=summary, base=fingerprint, file_format=file_format, share_done=100,
        )
    )  # fmt: skip
    counts = summary.get("conflicts", 0)
    act.record(
        events.RosterStaged(
            run=run.key, school=run.school_id, state=run.state, errors=len(summary.get("errors", ())), conflicts=counts
        )
    )
    return run


@action(category="roster", verb="import", subject=of_run)
def drop(act: Act, *, run: ImportRun) -> None:
    """Put a file aside: nothing of it comes in, and what was staged goes."""
    spool_id = run.spool
    act.demand(IMPORT.move(run, "drop", spool=None))
    act.record(events.RosterDropped(run=run.key, school=run.school_id))
    transaction.on_commit(partial(delete_spool, spool_id))


def ask_mapping(run: ImportRun) -> None:
    """The file is a table whose columns a person must name first."""
    IMPORT.move(run, "ask_mapping")


def read_run(actor: Actor, run: ImportRun, path: Path, *, mapping: Mapping | None = None) -> ImportRun:
    """Read the file of a run into its spool and show the difference. Long, outside any transaction; safe to repeat.

    `path` is the file; see `memory.file_of` for what lies in the spool. A run whose reading was killed is read again.
    """
    if run.state != "staging":
        IMPORT.move(run, "stage", rows_done=0, share_done=0)
    box = fresh_box(run)
    staged = stage(
        path,
        run.school,
        box,
        today=clock.today(),
        kind=run.kind,
        mapping=mapping,
        told=lambda rows, share: _tell(run, rows, share),
    )
    return _show(actor, run, box, staged)


def read_again(actor: Actor, run: ImportRun) -> ImportRun:
    """Make the difference again on what was staged, after the house changed. The file itself is not needed."""
    box = spool.load(run.spool) if run.spool else None
    if box is None:
        raise SpoolGone
    IMPORT.move(run, "stage")
    head = run.summary.get("head", {})
    return _finish(actor, run, box, Findings.kept(box), run.file_format, head, run.rows_done)


def fresh_box(run: ImportRun) -> Spool:
    """The run's spool without what an earlier, killed reading left in it."""
    old = spool.load(run.spool) if run.spool else None
    if old is not None and not any(old.has(stream) for stream in (*STREAMS, FINDINGS)):
        return old
    box = spool.create(run.school.board.key)
    if old is not None:
        if old.has(UPLOAD):
            with old.open(UPLOAD) as upload:
                box.take(UPLOAD, upload)
        old.delete()
    ImportRun.objects.filter(pk=run.pk).update(spool=box.id)
    run.spool = box.id
    return box


def _tell(run: ImportRun, rows: int, share: int) -> None:
    """Progress, in a transaction of its own, so that others see it while the reading goes on."""
    if share != run.share_done or rows - run.rows_done >= 5_000 or rows < run.rows_done:
        ImportRun.objects.filter(pk=run.pk, state="staging").update(
            rows_done=rows, share_done=share, seen_at=clock.now()
        )
        run.rows_done, run.share_done = rows, share


def _show(actor: Actor, run: ImportRun, box: Spool, staged: Staged) -> ImportRun:
    head = {"reference_date": staged.reference_date.isoformat() if staged.reference_date else ""}
    return _finish(actor, run, box, staged.findings, staged.format, head, sum(staged.counts.values()))


def _finish(
    actor: Actor, run: ImportRun, box: Spool, found: Findings, file_format: str, head: dict[str, str], rows: int
) -> ImportRun:
    clean = not found.errors
    summary: dict[str, Any] = {**found.summary(), "head": head, "rows": rows}
    fingerprint = ""
    if clean:
        fingerprint = base.fingerprint(run.school)
        difference = difference_of(run, box, choices={}, head=head)
        for _ in difference.steps():
            pass
        for _ in difference.departures():
            pass
        summary |= {
            "counts": difference.tally.as_data(),
            "conflicts": difference.tally.conflicts,
            "same": difference.tally.same,
        }
        summary["warnings"] += [[w.code, w.line] for w in difference.warnings]
    return show(actor, run=run, summary=summary, clean=clean, fingerprint=fingerprint, file_format=file_format)


def difference_of(
    run: ImportRun, box: Spool, *, choices: dict[str, str], head: dict[str, str] | None = None
) -> Difference:
    """The difference of a staged run with the house as it is now."""
    day = clock.today()
    said = (head if head is not None else run.summary.get("head", {})).get("reference_date", "")
    # On that day they were not in the file any more, so the day before was their last one: who counts the pupils right
    # after an import counts without them.
    when = (min(date.fromisoformat(said), day) if said else day) - timedelta(days=1)
    return Difference(run.school, box, kind=run.kind, choices=choices, day=day, when=when)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a run: at most `limit` steps of each kind, every conflict, all findings."""

    tally: Tally
    findings: Findings
    conflicts: list[Conflict]
    steps: dict[tuple[What, Kind], list[Step]]


def shown(run: ImportRun, *, choices: dict[str, str] | None = None, limit: int = 200) -> Shown:
    """The findings and the difference of a run, out of its spool. Raises SpoolGone when that was swept.

    For a refused run only the findings; the rows of a faulty file are not kept.
    """
    if run.spool is None:
        raise SpoolGone
    box = spool.load(run.spool)
    found = Findings.kept(box)
    view = Shown(Tally(), found, [], {})
    if run.state != "shown":
        return view
    difference = difference_of(run, box, choices=choices or {})
    for walk in (difference.steps(), difference.departures()):
        for steps in walk:
            for step in steps:
                if step.kind is Kind.CONFLICT and step.conflict is not None:
                    view.conflicts.append(step.conflict)
                kept = view.steps.setdefault((step.what, step.kind), [])
                if len(kept) < limit or step.kind is Kind.CONFLICT:
                    kept.append(step)
    found.warnings += difference.warnings
    return Shown(difference.tally, found, view.conflicts, view.steps)


def sweep(actor: Actor, now: datetime) -> int:
    """Clean up runs whose term has passed (norm `spool.term`), with what was staged of them; returns how many.

    A run that was killed while being read is one of them. Runs that ended keep their counts, not their files.
    """
    term = norms.on(clock.day_of(now))["spool.term"].timedelta
    swept = 0
    living = Q(state__in=[s for s in IMPORT.states if any(t.verb == "sweep" for t in IMPORT.verbs(s))])
    for run in ImportRun.objects.filter(living, made_at__lte=now - term).select_related("school"):
        _sweep_one(actor, run=run)
        swept += 1
    for run in ImportRun.objects.filter(~living, spool__isnull=False, made_at__lte=now - term):
        delete_spool(run.spool)
        ImportRun.objects.filter(pk=run.pk).update(spool=None)
    return swept


@action(category="roster", verb="write", subject=of_run)
def _sweep_one(act: Act, *, run: ImportRun) -> None:
    """Clean up one run that nobody took in."""
    spool_id = run.spool
    act.demand(IMPORT.move(run, "sweep", spool=None))
    act.record(events.RosterSwept(run=run.key, school=run.school_id))
    transaction.on_commit(partial(delete_spool, spool_id))


def delete_spool(spool_id: UUID | None) -> None:
    """Remove a spool; one that is gone already is no matter."""
    if spool_id is None:
        return
    try:
        spool.load(spool_id).delete()
    except SpoolGone:
        pass


__all__ = ["Finding", "Shown", "ask_mapping", "drop", "read_again", "read_run", "receive", "show", "shown", "sweep"]
