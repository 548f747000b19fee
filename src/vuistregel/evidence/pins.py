"""What is remembered outside the database, held against the database: watermarks and anchors, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from vuistregel.evidence import statements
from vuistregel.evidence.anchors import Anchor
from vuistregel.evidence.watermarks import Mark

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Pin:
    """At machine time `ms` (milliseconds) the board's event `seq` had this code."""

    board_id: int
    seq: int
    mac: bytes
    ms: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A pin that the database does not confirm: the event is `gone`, or is there with another code."""

    pin: Pin
    gone: bool


def of_marks(marks: Iterable[Mark]) -> Iterator[Pin]:
    return (Pin(mark.board_id, mark.seq, mark.mac, mark.ms) for mark in marks)


def of_anchor(anchor: Anchor, before: Anchor | None) -> Iterator[Pin]:
    """The anchor's heads, less those that the anchor before it pinned already."""
    for board_id, (seq, mac) in anchor.heads.items():
        if seq and (before is None or before.heads.get(board_id) != (seq, mac)):
            yield Pin(board_id, seq, mac, anchor.ms)


def compare(pins: Iterable[Pin]) -> Iterator[Mismatch]:
    """The pins that the database does not confirm."""
    remaining = iter(pins)
    while batch := list(islice(remaining, _BATCH)):
        found = {
            board_id: statements.macs(board_id, [pin.seq for pin in batch if pin.board_id == board_id])
            for board_id in {pin.board_id for pin in batch}
        }
        for pin in batch:
            mac = found[pin.board_id].get(pin.seq)
            if mac != pin.mac:
                yield Mismatch(pin, gone=mac is None)
