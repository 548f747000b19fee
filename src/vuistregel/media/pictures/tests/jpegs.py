"""A reader of JPEG files of our own, for tests: which parts a file has, found without any library."""

from __future__ import annotations

import struct

#: What is needed to draw the picture, and nothing else: frame, tables, scan, and a JFIF head of fixed size.
NEEDED = frozenset({0xC0, 0xC2, 0xC4, 0xDB, 0xDA, 0xDD, 0xE0})


def parts(data: bytes) -> list[tuple[int, bytes]]:
    """Marker and body of each segment up to the end mark; what follows the end comes last, under marker 0.

    Raises AssertionError for bytes that are no JPEG.
    """
    assert data[:2] == b"\xff\xd8"
    found: list[tuple[int, bytes]] = []
    place = 2
    while True:
        assert data[place] == 0xFF, place
        marker = data[place + 1]
        if marker == 0xD9:
            rest = data[place + 2 :]
            return [*found, (0, rest)] if rest else found
        size = struct.unpack(">H", data[place + 2 : place + 4])[0]
        found.append((marker, data[place + 4 : place + 2 + size]))
        place += 2 + size
        if marker == 0xDA:
            while not (data[place] == 0xFF and data[place + 1] not in (0, *range(0xD0, 0xD8))):
                place += 1


def is_bare(data: bytes) -> bool:
    """Whether a JPEG holds pixels and nothing else, to its last byte."""
    return all(marker in NEEDED and (marker != 0xE0 or _is_plain_head(body)) for marker, body in parts(data))


def _is_plain_head(body: bytes) -> bool:
    """A JFIF head of fixed size, without a preview."""
    return len(body) == 14 and body[:5] == b"JFIF\x00" and body[-2:] == b"\x00\x00"
