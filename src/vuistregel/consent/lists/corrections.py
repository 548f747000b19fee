"""What parents say their contact data should be, and what became of it (R5.21): for the office, and for the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from vuistregel import keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.consent.models import ContactCorrection
from vuistregel.organisation.contacts import KINDS
from vuistregel.organisation.models import ContactDetail, ContactKind, Person, RaisedConfidentiality, School
from vuistregel.organisation.protection import raised_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.words import Words

#: The digits of a Dutch number behind its 0 or +31: what makes two ways of writing it one number.
_OWN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Correction:
    """What a parent says it should be, for the office."""

    row: ContactCorrection
    person: str
    kind: Words
    said: str


def corrections_of(school: School, actor: Actor, day: date) -> list[Correction]:
    """The corrections that wait at a school and that this reader may see, the oldest first."""
    waiting = ContactCorrection.objects.filter(board=school.board_id, school=school, done_on__isnull=True)
    rows = seen_by(actor, waiting.select_related("person").order_by("asked_on", "pk"), day)
    values = keys.unseal_what_remains((r.person.key, f"correction.{r.kind}", bytes(r.said)) for r in rows)
    return [
        Correction(row, row.person.name, KINDS[ContactKind(row.kind)], value)
        for row, value in zip(rows, values, strict=True)
        if value is not None
    ]


def seen_by(actor: Actor, rows: QuerySet[ContactCorrection], day: date) -> list[ContactCorrection]:
    """Those that this reader may see: of somebody whose address or number is protected only who may see protection."""
    found = list(rows)
    raised = set(raised_on(day).filter(person__in={r.person_id for r in found}).values_list("person", "field"))
    guarded = [r for r in found if {(r.person_id, r.kind), (r.person_id, RaisedConfidentiality.Fields.ALL)} & raised]
    kept_from = {
        school
        for board, school in {(r.board_id, r.school_id) for r in guarded}
        if not engine().decide(actor, "read", "restriction", Subject(board=board, school=school))
    }
    hidden = {r.pk for r in guarded if r.school_id in kept_from}
    return [r for r in found if r.pk not in hidden]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction, for the parent who gave it. `why` is there when the school did not take it over."""

    kind: Words
    why: str
    day: date
    waiting: bool


def outcomes_of(person: Person, school: School, day: date) -> list[Outcome]:
    """Of each kind the newest correction of this school year that waits, or that the school declined."""
    year = school_year(person.board_id, day, norms_for(person.board_id, day, school.sector))
    mine = ContactCorrection.objects.filter(board=person.board_id, person=person, school=school)
    rows = mine.filter(asked_on__gte=year.starts)
    newest = {row.kind: row for row in rows.order_by("pk")}
    found = []
    for kind, row in sorted(newest.items()):
        why = keys.unseal(person.key, declined_field(kind), bytes(row.declined)) if row.declined else ""
        if row.done_on is None or why:
            found.append(Outcome(KINDS[ContactKind(kind)], why, row.done_on or row.asked_on, row.done_on is None))
    return found


def declined_field(kind: str) -> str:
    """The name under which the reason not to take over a correction is sealed."""
    return f"correction.declined.{kind}"


def newest_detail(person: int, kind: str) -> int:
    """The newest number or address of this kind that the administration holds of somebody; 0 for none."""
    return ContactDetail.objects.filter(person=person, kind=kind).aggregate(n=Max("pk"))["n"] or 0


def changed_since() -> QuerySet[ContactCorrection]:
    """The open corrections with a number or address of that kind that they were not held against yet."""
    details = ContactDetail.objects.filter(board=OuterRef("board"), person=OuterRef("person"), kind=OuterRef("kind"))
    newest = Coalesce(Subquery(details.order_by("-pk").values("pk")[:1]), 0)
    rows = ContactCorrection.objects.filter(done_on__isnull=True).annotate(newest=newest)
    return rows.filter(newest__gt=F("known")).select_related("person")


def taken_over(rows: Sequence[ContactCorrection]) -> set[int]:
    """Of which of these corrections the administration holds now what was said, however it is written."""
    details = list(ContactDetail.objects.filter(person__in={r.person_id for r in rows}).select_related("person"))
    opened = keys.unseal_what_remains((d.person.key, f"contact.{d.kind}", bytes(d.sealed)) for d in details)
    held = {
        (d.person_id, d.kind, _bare(d.kind, value))
        for d, value in zip(details, opened, strict=True)
        if value is not None
    }
    said = keys.unseal_what_remains((r.person.key, f"correction.{r.kind}", bytes(r.said)) for r in rows)
    return {
        row.pk
        for row, value in zip(rows, said, strict=True)
        if value is not None and (row.person_id, row.kind, _bare(row.kind, value)) in held
    }


def _bare(kind: str, value: str) -> str:
    """A value without what makes no difference: spaces, signs, capitals, and how a number begins."""
    if kind == ContactKind.PHONE:
        return "".join(sign for sign in value if sign.isdigit())[-_OWN_DIGITS:]
    if kind == ContactKind.ADDRESS:
        return "".join(sign for sign in value.casefold() if sign.isalnum())
    return value.strip().casefold()
