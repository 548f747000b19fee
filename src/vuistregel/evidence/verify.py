"""Does the log still say what was done? Streams every board's chain, then holds it against what stands outside.

Finds a changed, added, moved or missing event (also when everything after it was computed anew without the log's
key), a tail that was cut off (also when the head was set back with it), a changed link to a person, guards that are
gone, and anchors or watermarks that were touched. What a restored backup lost is information, not a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Final

from django.conf import settings

from vuistregel.evidence import chain, findings, guards, outside, statements
from vuistregel.evidence.findings import Finding

#: Rows per query. Larger is hardly faster and takes more memory.
CHUNK: Final = 5_000
#: Findings told one by one per board; of more, their number. One inserted row can move millions.
TOLD_PER_BOARD: Final = 100
#: How far from its place we look for the number that an event once had.
NEARBY: Final = 50


@dataclass(slots=True)
class Report:
    """What a verification found. `events` counts per board."""

    events: dict[int, int] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    information: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(board_id: int | None = None, *, with_outside: bool = True) -> Report:
    """Verify the whole log, or one board's. Needs no transaction and does not stop writers.

    Without `with_outside` anchors, watermarks and guards are left out: for a copy that stands beside the house.
    """
    report = Report()
    every = statements.boards()
    for board in every if board_id is None else [board_id]:
        chained = _Chain(board)
        report.problems += findings.capped(chained.findings(), TOLD_PER_BOARD, board)
        report.events[board] = chained.events
    if not with_outside:
        return report
    found = list(outside.findings_outside(None if board_id is None else {board_id}))
    report.problems += findings.capped((f for f in found if f.problem), TOLD_PER_BOARD, board_id or 0)
    report.information += [f for f in found if not f.problem]
    report.problems += [findings.guard(name) for name in guards.missing()]
    if board_id is None and (strays := statements.strays()):
        report.problems.append(findings.stray(strays))
    return report


class _Chain:
    """One board's chain, walked from its first event to its last."""

    def __init__(self, board_id: int) -> None:
        self.board_id = board_id
        self.events = 0
        self._doubtful = 0
        self._links = 0
        self._seq = 0
        self._prev = chain.ZERO
        self._key = chain.subkey(settings.ENVIRONMENT.log_key, "event")

    def findings(self) -> Iterator[Finding]:
        # Asked first: whatever is written while we walk lies beyond it.
        head = statements.head(self.board_id)
        for rows in statements.chunks(self.board_id, CHUNK):
            if head and rows[0][0] <= head[0] <= rows[-1][0]:
                at_head = next((mac for seq, _, mac, _, _ in rows if seq == head[0]), head[1])
                if at_head != head[1]:
                    yield findings.head_wrong(self.board_id, head[0])
            yield from self._walk(rows)
        yield from self._end(head)
        yield from self._needless_links()

    def _walk(self, rows: list[statements.Raw]) -> Iterator[Finding]:
        board, key, seq, prev = self.board_id, self._key, self._seq, self._prev
        links: list[tuple[int, str]] = []
        for at, before, mac, persons, body in rows:
            if at != seq + 1:
                yield findings.not_next(board, seq, at)
            elif before != prev:
                yield findings.chain_broken(board, at)
            one_event_key = chain.event_key(key, board, body)
            if at < 1 or not compare_digest(chain.mac(one_event_key, before, at), mac):
                yield self._not_authentic(one_event_key, before, mac, at)
            elif persons != b"[]":
                # The code fits, so these are our own bytes: a list of keys, spelled in one way.
                links += [(at, person) for person in persons[2:-2].decode().split('","')]
            seq, prev = at, mac
        self._seq, self._prev = seq, prev
        self.events += len(rows)
        self._links += len(links)
        for start in range(0, len(links), CHUNK):
            for at in sorted(statements.unlinked(board, links[start : start + CHUNK])):
                self._links -= 1
                yield findings.links_differ(board, at)

    def _needless_links(self) -> Iterator[Finding]:
        """Links that no event names. What was written while we walked is there with its event, so it is not told."""
        if statements.linked(self.board_id, self._seq) != (self._links, 0):
            for at in statements.needless(self.board_id):
                yield findings.links_differ(self.board_id, at)

    def _not_authentic(self, one_event_key: bytes, before: bytes, mac: bytes, at: int) -> Finding:
        """Changed or added; or ours, but on another place: then its code fits a number nearby."""
        self._doubtful += 1
        near = range(max(1, at - NEARBY), at + NEARBY) if 1 <= self._doubtful <= TOLD_PER_BOARD else range(0)
        for number in near:
            if compare_digest(chain.mac(one_event_key, before, number), mac):
                return findings.moved(self.board_id, at, number)
        return findings.changed(self.board_id, at)

    def _end(self, head: tuple[int, bytes] | None) -> Iterator[Finding]:
        if head is None:
            if self._seq and statements.head(self.board_id) is None:
                yield findings.head_missing(self.board_id)
            return
        if head[0] > self._seq:
            yield findings.cut(self.board_id, self._seq, head[0])
        after = statements.head(self.board_id)
        if after is not None and after[0] < self._seq:
            yield findings.head_behind(self.board_id, after[0], self._seq)
