"""Reading a file in the background: handed over by the page, taken up again by the tick when a worker died."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.actions import Refused
from vuistregel.keys import spool
from vuistregel.keys.errors import SpoolGone
from vuistregel.organisation.models import ColumnMapping, ImportRun, School
from vuistregel.organisation.roster.memory import file_of
from vuistregel.organisation.roster.reading import Format, Mapping, read_headers, recognise, suggest_mapping
from vuistregel.organisation.roster.reading.problems import Problem
from vuistregel.organisation.roster.runs import UPLOAD, ask_mapping, read_run

#: A reader that gave no sign of life this long is gone; a file that nobody took up this long waits for the tick.
SILENCE = timedelta(minutes=2)


def hand_over(run: ImportRun) -> None:
    """Have a run read by a worker, as soon as this transaction is certain."""
    transaction.on_commit(lambda: read_in_background.enqueue(str(run.key)))


@task()
def read_in_background(run: str) -> None:
    """Read the file of a run. Takes an id only: arguments of tasks lie in the database in the clear."""
    read_if_waiting(UUID(run))


def read_if_waiting(key: UUID) -> bool:
    """Read a run that is waiting or whose reader died; False when there is nothing to do (any more)."""
    run = ImportRun.objects.select_related("school__board").filter(key=key).first()
    if run is None or run.state not in ("uploaded", "staging") or run.spool is None:
        return False
    actor = _handed_in_by(run)
    if actor is None:
        return False
    ImportRun.objects.filter(pk=run.pk).update(seen_at=clock.now())
    box = spool.load(run.spool)
    mapping = None
    try:
        with file_of(box, UPLOAD) as path:
            if recognise(path) in (Format.CSV, Format.XLSX):
                mapping = remembered(run.school, run.kind, read_headers(path))
                if mapping is None:
                    ask_mapping(run)
                    return True
            read_run(actor, run, path, mapping=mapping)
    except (Refused, SpoolGone):
        return False  # the right to do this, or the file, is gone; the run is swept when its term passes
    return True


def _handed_in_by(run: ImportRun) -> Actor | None:
    """Whoever handed the file in, with the rights of today."""
    account = Account.objects.filter(key=run.handed_in_by).first() if _is_key(run.handed_in_by) else None
    return actor_of(account, clock.today()) if account else None


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def remembered(school: School, kind: str, headers: tuple[str, ...] | Problem) -> Mapping | None:
    """The mapping that this school used last, if every column of it is there and it gives what is needed."""
    if isinstance(headers, Problem):
        return None
    row = ColumnMapping.objects.filter(school=school, subject=subject_of(kind)).first()
    if row is None:
        return None
    try:
        mapping = Mapping.from_data(row.columns)
    except ValueError:
        return None
    known = {column for column, _ in mapping.columns}
    return mapping if known <= set(headers) and not mapping.missing else None


def subject_of(kind: str) -> str:
    """`pupils` for a roster, `contacts` for a contact file."""
    return "contacts" if kind == "contacts" else "pupils"


def suggestion(school: School, kind: str, headers: tuple[str, ...]) -> Mapping:
    """What to propose: what was remembered, where its columns still exist, else what the names suggest."""
    row = ColumnMapping.objects.filter(school=school, subject=subject_of(kind)).first()
    suggested = suggest_mapping(headers, "contacts" if kind == "contacts" else "pupils")
    if row is None:
        return suggested
    kept = [(column, name) for column, name in row.columns.get("columns", []) if column in headers]
    taken = {name for _, name in kept}
    columns = {column for column, _ in kept}
    rest = [(c, n) for c, n in suggested.columns if c not in columns and n not in taken]
    return Mapping(suggested.subject, (*((str(c), str(n)) for c, n in kept), *rest))


def take_up(now: datetime) -> int:
    """Read what was left: handed in but never taken up, or whose reader died. Returns how many."""
    silent = Q(seen_at__isnull=True) | Q(seen_at__lt=now - SILENCE)
    waiting = ImportRun.objects.filter(silent, state__in=("uploaded", "staging"), made_at__lt=now - SILENCE)
    return sum(read_if_waiting(key) for key in waiting.values_list("key", flat=True))
