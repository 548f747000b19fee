"""Reading the log: pages, API and checks share these. Names are asked once per page of events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from vuistregel import clock
from vuistregel.evidence import log, names, sealing, sentences, statements
from vuistregel.evidence.models import LogCheck, LogEvent, LogHead, LogPerson
from vuistregel.evidence.reading import Verified
from vuistregel.words import Words

#: Events on one page.
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One event to read. `sealed` names the fields that can be opened on demand (`open_sealed`)."""

    board_id: int
    seq: int
    at: datetime
    kind: str
    actor: log.Who
    sentence: Words
    persons: tuple[UUID, ...]
    sealed: tuple[str, ...]
    norms_release: str
    correlation: UUID | None
    decision: Mapping[str, Any] | None

    @property
    def day(self) -> date:
        """The day in Amsterdam on which it happened."""
        return clock.day_of(self.at)

    @property
    def reference(self) -> str:
        """What a page showed of it to whoever was refused; empty for an event that nothing else belongs to."""
        return log.reference_of(self.correlation) if self.correlation else ""


def events(
    board_id: int,
    *,
    person: UUID | None = None,
    kind: str | None = None,
    before: int | None = None,
    limit: int = PAGE,
    reads: names.Reads | None = None,
) -> list[Row]:
    """A board's events, newest first; `before` is the number of the last one already seen.

    Two queries, and one per source of names. The caller asks `access` first: this reads for whoever calls it, and
    names people as `names.shown` does for `reads`.
    """
    found = LogEvent.objects.filter(board_id=board_id).order_by("-seq")
    if kind:
        found = found.filter(kind=kind)
    if before is not None:
        found = found.filter(seq__lt=before)
    if person is not None:
        links = LogPerson.objects.filter(board_id=board_id, person=person)
        found = found.filter(seq__in=links.values_list("seq", flat=True))
    return _rows(list(found[:limit]), reads)


def kinds_of(board_id: int) -> list[tuple[str, Words]]:
    """The kinds of events that this board has, each with its sentence without the details, sorted by that."""
    return sorted(((kind, sentences.outline(kind)) for kind in statements.kinds(board_id)), key=lambda pair: pair[1].nl)


def length(board_id: int) -> int:
    """How many events the board has."""
    head = statements.head(board_id)
    return head[0] if head else 0


def lengths() -> dict[int, int]:
    """How many events each board has; the house's own log is under `log.HOUSE`. One query."""
    return dict(LogHead.objects.values_list("board_id", "seq"))


def latest_check() -> int:
    """The number of the last verification that was kept, whatever it was of; 0 when there was none."""
    return LogCheck.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def last_actor(board_id: int, kind: str, person: UUID) -> log.Who | None:
    """Who did this last with this person; None when it was never done."""
    links = LogPerson.objects.filter(board_id=board_id, person=person).values_list("seq", flat=True)
    found = LogEvent.objects.filter(board_id=board_id, kind=kind, seq__in=links).order_by("-seq").first()
    return log.Who(found.actor_kind, found.actor_ref) if found else None


def exists(board_id: int, seq: int) -> bool:
    """Whether the board has an event of this number."""
    return LogEvent.objects.filter(board_id=board_id, seq=seq).exists()


def checks_of(board: int | OuterRef | None, by: date | None = None) -> QuerySet[LogCheck]:
    """Verifications of a board's log, newest first; `OuterRef` for a subquery per school or board, None for the whole.

    None after `by`, today when not given: the example's clock may have been in days that are to come.
    """
    return LogCheck.objects.filter(board_id=board, at__lt=clock.end_of(by or clock.today())).order_by("-at", "-pk")


def verified(board_id: int) -> Verified | None:
    """The latest verification of a board's log, in words."""
    check = checks_of(board_id).first()
    if check is None:
        return None
    problems = tuple(Words(found["nl"], found["en"]) for found in json.loads(check.problems))
    return Verified(clock.day_of(check.at), check.ok, problems)


def opened(row: Row) -> list[tuple[str, Any | None]]:
    """The sealed fields of an event that was read, by name, in the clear; None for what nobody can open any more."""
    return sorted(open_sealed(row.board_id, row.seq).items()) if row.sealed else []


def open_sealed(board_id: int, seq: int) -> dict[str, Any | None]:
    """The sealed fields of one event in the clear; None for what nobody can open any more. Raises DoesNotExist."""
    event = LogEvent.objects.get(board_id=board_id, seq=seq)
    data, sealed = json.loads(event.data), json.loads(event.sealed)
    return {
        field: sealing.unseal(event.kind, field, kept, data=data, board_id=board_id, at=event.at, key=event.event)
        for field, kept in sealed.items()
    }


def last_checks(board_ids: Iterable[int] | None = None) -> dict[int | None, LogCheck]:
    """The latest verification per board; under None that of the whole installation. One query."""
    newest = checks_of(OuterRef("board_id")).values("pk")[:1]
    found = LogCheck.objects.filter(pk=Subquery(newest))
    if board_ids is not None:
        found = found.filter(board_id__in=list(board_ids))
    checks: dict[int | None, LogCheck] = {check.board_id: check for check in found}
    whole = None if board_ids is not None else checks_of(None).first()
    return checks | ({None: whole} if whole else {})


def _rows(found: list[LogEvent], reads: names.Reads | None) -> list[Row]:
    persons = {(e.board_id, e.seq): tuple(UUID(key) for key in json.loads(e.persons)) for e in found}
    data = {(e.board_id, e.seq): json.loads(e.data) for e in found}
    actors = {UUID(e.actor_ref) for e in found if e.actor_kind == "person"}
    named = {key for e in found for key in sentences.named(e.kind, data[e.board_id, e.seq], persons[e.board_id, e.seq])}
    known = names.shown(actors | named, reads)
    return [_row(e, data[e.board_id, e.seq], persons[e.board_id, e.seq], known) for e in found]


def _row(event: LogEvent, data: Mapping[str, Any], persons: tuple[UUID, ...], known: Mapping[UUID, Words]) -> Row:
    actor = (event.actor_kind, event.actor_ref)
    return Row(
        board_id=event.board_id,
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        actor=log.Who(*actor),
        sentence=sentences.sentence(event.kind, data, actor=actor, persons=persons, known=known),
        persons=persons,
        sealed=tuple(json.loads(event.sealed)),
        norms_release=event.norms_release,
        correlation=event.correlation,
        decision=json.loads(event.decision) if event.decision else None,
    )
