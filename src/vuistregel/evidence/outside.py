"""The log against what stands outside the database: anchors, watermarks, and the notes of restored backups."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from vuistregel.evidence import anchors, findings, names, pins, statements, watermarks
from vuistregel.evidence.anchors import Anchor, BadAnchor
from vuistregel.evidence.events import LogAnchored
from vuistregel.evidence.findings import Finding
from vuistregel.evidence.models import LogEvent
from vuistregel.evidence.pins import Mismatch, Pin
from vuistregel.evidence.watermarks import BadLine, Mark


def findings_outside(only: set[int] | None) -> Iterator[Finding]:
    """Problems and information of these boards, or of all."""
    restores = [a for a in anchors.read() if isinstance(a, Anchor) and a.kind == "restore"]
    lost: dict[tuple[int, int], int] = {}
    for mismatch in _mismatches(only):
        restore = _lost_by(mismatch.pin, restores)
        if restore is None:
            yield findings.outside_differs(mismatch.pin.board_id, mismatch.pin.seq, gone=mismatch.gone)
        else:
            place = (restore.n, mismatch.pin.board_id)
            lost[place] = max(lost.get(place, 0), mismatch.pin.seq)
    for (n, board_id), last in lost.items():
        restore = next(r for r in restores if r.n == n)
        yield findings.lost_by_restore(board_id, restore.last_of(board_id), last, restore.at, restore.note)
    yield from _bad_lines()
    if only is None or 0 in only:
        yield from _anchors_remembered(restores)
    if only is None:
        yield from _nothing_where_something_must_be()


def _nothing_where_something_must_be() -> Iterator[Finding]:
    """What is absent tells as well: boards without an event, and a folder from which the latest lines were taken.

    The event of the last anchor was committed after that anchor, so its own line lies in a file that is still kept.
    """
    heads = statements.heads()
    silent = names.boards().keys() - heads.keys()
    yield from map(findings.silent, sorted(silent))
    latest = anchors.latest()
    if not (heads or silent) or (latest is not None and latest.kind == "restore"):
        return  # after a restore the heads of its note count; the next event writes the first line
    marked = {(line.board_id, line.seq) for line in watermarks.read() if isinstance(line, Mark)}
    anchored = LogEvent.objects.filter(board_id=0, kind=LogAnchored.kind).order_by("-seq").values_list("seq", flat=True)
    last = anchored.first()
    if not marked or (last is not None and (0, last) not in marked):
        yield findings.watermarks_gone()


def _mismatches(only: set[int] | None) -> Iterator[Mismatch]:
    marks = (line for line in watermarks.read() if isinstance(line, Mark))
    yield from pins.compare(_wanted(pins.of_marks(marks), only))
    yield from pins.compare(_wanted(_anchored(), only))


def _anchored() -> Iterator[Pin]:
    before: Anchor | None = None
    for line in anchors.read():
        if isinstance(line, Anchor):
            yield from pins.of_anchor(line, before)
            before = line


def _wanted(found: Iterable[Pin], only: set[int] | None) -> Iterator[Pin]:
    return (pin for pin in found if only is None or pin.board_id in only)


def _lost_by(pin: Pin, restores: list[Anchor]) -> Anchor | None:
    """The restore that explains why this event is no longer there: it was written before, and is not in the backup."""
    return next((r for r in restores if pin.ms <= r.ms and pin.seq > r.last_of(pin.board_id)), None)


def _bad_lines() -> Iterator[Finding]:
    for anchor in anchors.read():
        if isinstance(anchor, BadAnchor):
            yield findings.anchor_changed(anchor.line)
    for line in watermarks.read():
        if isinstance(line, BadLine):
            yield findings.watermark_torn(line) if line.torn else findings.watermark_changed(line)


def _anchors_remembered(restores: list[Anchor]) -> Iterator[Finding]:
    """The house's own chain names every anchor; one that is not in the file was taken out of it."""
    there = {line.n: line.mac.hex() for line in anchors.read() if isinstance(line, Anchor)}
    forgiven = max((r.last_of(0) for r in restores), default=0)
    remembered = LogEvent.objects.filter(board_id=0, kind=LogAnchored.kind, seq__gt=forgiven).order_by("seq")
    for seq, data in remembered.values_list("seq", "data"):
        try:
            named = json.loads(data)
            number, mac = int(named["number"]), str(named["mac"])
        except (ValueError, KeyError, TypeError):
            continue  # the chain itself tells that this event was changed
        if there.get(number) != mac:
            yield findings.anchor_missing(seq, number)
