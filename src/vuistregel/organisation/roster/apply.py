"""Taking a shown file in: one short transaction, on the house that the difference was made on, every choice made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from vuistregel import bulk
from vuistregel.access.actor import Subject
from vuistregel.access.engine import engine
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.keys import spool
from vuistregel.keys.errors import SpoolGone
from vuistregel.keys.router import ALIAS as KEY_STORE
from vuistregel.organisation.models import ImportRun, Person, Pupil, School
from vuistregel.organisation.roster import base, events
from vuistregel.organisation.roster.difference import Difference
from vuistregel.organisation.roster.guardian_writer import GuardianWriter
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.many import YES, many_departed
from vuistregel.organisation.roster.people_writer import CHANGED_MEANWHILE, NewKeys, Place
from vuistregel.organisation.roster.pupil_house import batches
from vuistregel.organisation.roster.pupil_writer import GroupWriter, PupilWriter
from vuistregel.organisation.roster.runs import delete_spool, difference_of, of_run
from vuistregel.organisation.roster.staff_writer import StaffWriter
from vuistregel.organisation.roster.steps import Kind, Step, Tally, What
from vuistregel.rows import StaleRow
from vuistregel.words import Words

#: Steps that are gathered before they are written together.
_TOGETHER: Final = 2_000
ALL: Final = frozenset(IMPORT.facts)
_GONE = no(
    Reason(
        Words(
            "Dit bestand is opgeruimd omdat er te lang niets mee gebeurde. Lees het opnieuw in.",
            "This file was cleaned up because nothing was done with it for too long. Hand it in again.",
        ),
        norm="spool.term",
    )
)


@dataclass(slots=True)
class Applied:
    """What came of it."""

    tally: Tally
    persons: list[UUID] = field(default_factory=list)
    authority_confirmed: int = 0


@action(category="roster", verb="import", subject=of_run)
def apply_import(
    act: Act, *, run: ImportRun, choices: dict[str, str], departures_confirmed: bool, leave_departed: bool = False
) -> Applied:
    """Take a shown file in. Without a confirmation of who left, nothing happens, unless they are left as they are.

    Raises Refused when a choice is missing (many departures ask one more, see `many`), when the house changed since the
    difference was made, or when what was staged is gone.
    """
    # The second of two who apply for one school waits here, and then finds that the house changed.
    school = School.objects.select_for_update(of=("self",)).select_related("board").get(pk=run.school_id)
    run.school = school
    try:
        box = spool.load(run.spool) if run.spool else None
    except SpoolGone:
        box = None
    if box is None:
        act.demand(IMPORT.may(run.state, "apply", ALL))
        act.refuse(_GONE)
    if base.fingerprint(school) != run.base:
        act.demand(IMPORT.may(run.state, "apply", ALL - {"house_unchanged"}))
    spool_id = run.spool
    if run.summary.get("same"):
        # On an unchanged house an empty difference is empty still: nothing to walk through, nothing to write.
        applied = Applied(Tally.of(run.summary["counts"]))
    else:
        # The keys of new persons are certain before the persons are; a roll-back takes both back.
        with bulk.without_looking_for_cycles(), bulk.streamed(), transaction.atomic(using=KEY_STORE):
            applied = _write(act, run, difference_of(run, box, choices=choices), departures=departures_confirmed)
    if applied.tally.departed_open and not departures_confirmed and not leave_departed:
        act.demand(IMPORT.may(run.state, "apply", ALL - {"departures_confirmed"}))
    summary = {
        **run.summary,
        "counts": applied.tally.as_data(),
        "conflicts": 0,
        "departed_left": not departures_confirmed,
    }
    act.demand(IMPORT.move(run, "apply", ALL, summary=summary, spool=None))
    if run.kind == "roster":
        School.objects.filter(pk=school.pk).update(roster_applied_at=act.moment)
    _record(act, run, applied, choices=len(choices), departures=departures_confirmed)
    # After the commit: a roll-back still needs what was staged.
    transaction.on_commit(partial(delete_spool, spool_id))
    return applied


def _write(act: Act, run: ImportRun, difference: Difference, *, departures: bool) -> Applied:
    school = run.school
    new = {what: counts["new"] for what, counts in run.summary.get("counts", {}).items()}
    expected = sum(new.values())
    place = Place(
        school.board_id, school.board.key, school, act.day.isoformat(), difference.key,
        NewKeys(expected), bulk.Ids(Person, expected), bulk.Ids(Pupil, new.get(What.PUPIL.value, 0)),
    )  # fmt: skip
    groups = GroupWriter(place)
    pupils = PupilWriter(place, groups.ids)
    staff = StaffWriter(place, groups.ids)
    guardians = GuardianWriter(place, may_confirm=_may_confirm(act))
    writers: dict[What, Callable[[Sequence[Step]], None]] = {
        What.GROUP: groups.write,
        What.PUPIL: pupils.write,
        What.STAFF: staff.write,
        What.GUARDIAN: guardians.write,
    }
    try:
        _gathered(act, run, difference.steps(), writers)
        if departures:
            _gathered(act, run, difference.departures(), writers)
        else:
            for _ in difference.departures():
                pass  # only counted: they stay as they are
    except StaleRow:
        act.refuse(CHANGED_MEANWHILE)
    many = many_departed(difference.tally, run.school, act.day) if departures else None
    if many is not None and many.choice(difference.choices) != YES:
        act.demand(IMPORT.may(run.state, "apply", ALL - {"many_departures_confirmed"}))
    persons = [key for writer in (pupils, staff, guardians) for key in writer.new_persons]
    persons += _keys_of(pupils.persons | staff.persons | guardians.persons)
    return Applied(difference.tally, persons, guardians.confirmed)


def _record(act: Act, run: ImportRun, applied: Applied, *, choices: int, departures: bool) -> None:
    counts = applied.tally.by_what.values()
    act.record(
        events.RosterApplied(
            run=run.key,
            school=run.school_id,
            content=run.kind,
            new=sum(c.new for c in counts),
            changed=sum(c.changed for c in counts),
            departed=sum(c.departed for c in counts) if departures else 0,
            choices=choices,
            authority_confirmed=applied.authority_confirmed,
            persons=tuple(applied.persons),
        )
    )


def _gathered(
    act: Act, run: ImportRun, walk: Iterable[list[Step]], writers: dict[What, Callable[[Sequence[Step]], None]]
) -> None:
    """Write steps of one kind of row together: a few large statements instead of many small ones."""
    waiting: list[Step] = []
    for steps in walk:
        if any(step.kind is Kind.CONFLICT for step in steps):
            act.demand(IMPORT.may(run.state, "apply", ALL - {"choices_made"}))
        if waiting and (not steps or steps[0].what is not waiting[0].what or len(waiting) >= _TOGETHER):
            writers[waiting[0].what](waiting)
            waiting = []
        waiting += steps
    if waiting:
        writers[waiting[0].what](waiting)


def _may_confirm(act: Act) -> bool:
    subject = Subject(board=act.subject.board, school=act.subject.school)
    return bool(engine().decide(act.actor, "confirm", "authority", subject))


def _keys_of(persons: set[int]) -> list[UUID]:
    found: list[UUID] = []
    for batch in batches(sorted(persons)):
        found += Person.objects.filter(pk__in=batch).values_list("key", flat=True)
    return found
