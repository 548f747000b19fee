"""The log as the rest of the house uses it: append one event, anchor, note a restore."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from secrets import token_hex
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction

from vuistregel import clock
from vuistregel.evidence import anchors, chain, guards, pins, sealing, statements, watermarks
from vuistregel.evidence.anchors import Anchor
from vuistregel.evidence.declaration import Event
from vuistregel.evidence.events import LogAnchored
from vuistregel.evidence.values import canonical, persons_in, to_plain
from vuistregel.evidence.watermarks import Mark

HOUSE: Final = 0
ACTOR_KINDS: Final = frozenset({"person", "job", "connector", "operator", "visitor"})
_REF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


class NotInTransaction(RuntimeError):
    """An event was about to be written outside the transaction of what it tells about."""


class ChainBroken(RuntimeError):
    """The database's head does not fit its events: nothing more is written until somebody has looked."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who acted: a person (by key), or a job, connector, operator or visitor (by a name that names nobody)."""

    kind: str
    ref: str

    def __post_init__(self) -> None:
        if self.kind not in ACTOR_KINDS:
            raise ValueError(f"{self.kind!r} is no kind of actor; it is one of {', '.join(sorted(ACTOR_KINDS))}.")
        if not _REF.fullmatch(self.ref):
            raise ValueError("An actor is named by a key or a short code without blanks, never by a person's name.")
        if self.kind == "person":
            UUID(self.ref)


def append(
    event: Event,
    *,
    board_id: int,
    actor: Who,
    at: datetime,
    norms_release: str,
    correlation: UUID | None,
    decision: Mapping[str, Any] | None,
) -> int:
    """Write the event that tells what this transaction did, and return its number in the board's chain.

    It must be the transaction's last statement: it takes the board's queue and keeps it until the commit. Write for
    several boards in the order of their ids. `decision` is `Decision.as_data(…)`; only its outcome and norms are kept,
    because its words may hold names. Raises NotInTransaction outside a transaction, ChainBroken when head and events
    disagree, TypeError for a value that an event cannot hold.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        raise NotInTransaction(f"{event.kind} must be written in the transaction of what it tells about.")
    key = token_hex(16)
    moment = at.astimezone(UTC)
    persons = _persons(event)
    values = {
        "event": key,
        "at": moment.isoformat(" ", "microseconds")[: len("2026-11-24 09:30:00.000000")],
        "kind": event.kind,
        "actor_kind": actor.kind,
        "actor_ref": actor.ref,
        "norms_release": norms_release,
        "correlation": correlation.hex if correlation else None,
        "decision": canonical(_without_persons(decision)) if decision else "",
        "data": canonical(
            {n: to_plain(getattr(event, n), f"{event.kind}.{n}") for n, f in event.fates.items() if not f.secret}
        ),
        "sealed": sealing.seal(event, board_id=board_id, at=moment, key=key),
        "persons": '["' + '","'.join(persons) + '"]' if persons else "[]",
    }
    one_event_key = chain.event_key(chain.subkey(settings.ENVIRONMENT.log_key, "event"), board_id, body_of(values))
    try:
        seq, mac = statements.insert(database, values, board_id=board_id, one_event_key=one_event_key, links=persons)
    except IntegrityError as problem:
        raise ChainBroken(
            f"The log of board {board_id} does not end where its head says. Run `vuistregel verify_log`."
        ) from problem
    database.on_commit(partial(watermarks.write, board_id, seq, mac))
    return seq


def reference_of(correlation: UUID) -> str:
    """How an event is named to people: short enough to read out over the telephone."""
    return correlation.hex[:8].upper()


def body_of(values: Mapping[str, Any]) -> bytes:
    """The canonical body of an event: what its code is made over, besides its place."""
    body = chain.SEPARATOR.join([values[column] or "" for column in statements.COLUMNS])
    if body.count(chain.SEPARATOR) != len(statements.COLUMNS) - 1:
        raise ValueError(f"A control character does not belong in an event ({values['kind']}).")
    return body.encode()


def _persons(event: Event) -> list[str]:
    """The keys of whom it concerns, sorted, each once."""
    return sorted(
        {
            person.hex
            for name, fate in event.fates.items()
            if fate.name == "person"
            for person in persons_in(getattr(event, name))
        }
    )


def _without_persons(decision: Mapping[str, Any]) -> dict[str, Any]:
    reasons = decision.get("reasons") or ()
    return {
        "outcome": decision.get("outcome"),
        "reasons": [{"norm": r.get("norm"), "binding": r.get("binding", True)} for r in reasons],
    }


def anchor(now: datetime) -> Anchor | None:
    """The daily anchor, for `tick`: None when this day (in Amsterdam) has one. Errors as `anchor_anew`."""
    last = latest_anchor()
    if last and last.kind == "anchor" and clock.day_of(last.at) == clock.day_of(now):
        return None
    return anchor_anew(now)


def anchor_anew(now: datetime) -> Anchor:
    """Write all heads outside the database, and that it was done in the house's own chain. OSError when it cannot."""
    heads = statements.heads()
    made = anchors.append("anchor", now, heads)
    with transaction.atomic():
        append(
            LogAnchored(number=made.n, boards=len(heads), mac=made.mac.hex()),
            board_id=HOUSE,
            actor=Who("job", "anchor"),
            at=now,
            norms_release="",
            correlation=None,
            decision=None,
        )
    _sweep(heads)
    return made


def latest_anchor(by: date | None = None) -> Anchor | None:
    """The last line of the anchor file, or the last one not after the day `by`; None when there is none."""
    last = anchors.latest()
    if last is None or by is None or clock.day_of(last.at) <= by:
        return last
    # Only the example comes here: its clock was in days that are to come.
    whole = (line for line in anchors.read() if isinstance(line, Anchor) and clock.day_of(line.at) <= by)
    return max(whole, key=lambda line: line.n, default=None)


def note_restore(at: datetime, note: str = "") -> dict[int, tuple[int, int]]:
    """Call after a backup was restored, before anybody works: from here on the heads in the database count.

    Returns, per board that lost events, the number of the last event kept and of the last one known to be lost.
    `verify_log` reports these as information, not as a problem.
    """
    heads = statements.heads()
    lost: dict[int, tuple[int, int]] = {}
    for board_id, seq in _known():
        kept = heads.get(board_id, (0, chain.ZERO))[0]
        if seq > max(kept, lost.get(board_id, (0, 0))[1]):
            lost[board_id] = (kept, seq)
    anchors.append("restore", at, heads, note)
    return lost


def _known() -> list[tuple[int, int]]:
    marks = [(line.board_id, line.seq) for line in watermarks.read() if isinstance(line, Mark)]
    last = latest_anchor()
    return marks + [(board, seq) for board, (seq, _) in (last.heads.items() if last else ())]


def _sweep(heads: Mapping[int, tuple[int, bytes]]) -> None:
    """Take away the watermarks that the anchor made superfluous: those that agree with the log. Others are evidence."""
    for path in watermarks.finished():
        lines = list(watermarks.read([path]))
        marks = [line for line in lines if isinstance(line, Mark)]
        covered = all(mark.seq <= heads.get(mark.board_id, (0, chain.ZERO))[0] for mark in marks)
        if len(marks) == len(lines) and covered and not any(pins.compare(pins.of_marks(marks))):
            path.unlink()


def guards_in_place() -> bool:
    """Whether the database still refuses to change the log. Ask at start; `guards.missing()` names what is gone."""
    return not guards.missing()
