"""The data of a film: what the kept tracks use goes on, in its place; every other byte becomes zero. No Django."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from vuistregel.media.pictures.boxes import HEAD, Span, broken

Part = bytes | tuple[int, int] | int


def kept_parts(
    data: Sequence[Span], used: Iterable[tuple[int, int]], start: int
) -> tuple[list[int], list[bytes | tuple[int, int] | int]]:
    """How far each box of data moves, and the pieces of the new file from byte `start` on.

    `used` are parts (begin, end) of the old file; one that lies outside all data is refused.
    """
    spans = _merged(used)
    moved: list[int] = []
    parts: list[Part] = []
    place = start
    number = 0
    for home in sorted(data, key=lambda span: span.start):
        length = home.end - home.start
        moved.append(place + HEAD - home.start)
        parts.append(struct.pack(">I", HEAD + length) + b"mdat")
        at = home.start
        while number < len(spans) and spans[number][0] < home.end:
            begin, end = spans[number]
            if begin < at or end > home.end:
                raise broken()
            if begin > at:
                parts.append(begin - at)
            parts.append((begin, end))
            at, number = end, number + 1
        if at < home.end:
            parts.append(home.end - at)
        place += HEAD + length
    if number < len(spans):
        raise broken()
    return moved, parts


def _merged(used: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begin, end in sorted(used):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
