"""Boxes: the form of MP4 and MOV files (ISO/IEC 14496-12). Size, name, content; boxes hold boxes. No Django.

Sizes come from a stranger: each is held against what is really there, and nothing is read because a file says so.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vuistregel.media.pictures import reasons
from vuistregel.media.pictures.reasons import MediaRefused

HEAD = 8
LONG_HEAD = 16
#: More boxes beside each other than any camera makes.
MOST = 10_000


def broken() -> MediaRefused:
    return MediaRefused(reasons.BROKEN_FILM)


@dataclass(frozen=True, slots=True)
class Span:
    """A box in a file: its name, where its content begins, and where it ends (one past its last byte)."""

    name: bytes
    start: int
    end: int


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", HEAD + len(content)) + name + content


def head_of(data: bytes, place: int, end: int) -> Span:
    """The box whose first bytes are `data`, that stands at `place` in something that ends at `end`."""
    if len(data) < HEAD:
        raise broken()
    size, name = struct.unpack(">I4s", data[:HEAD])
    head = HEAD
    if size == 1:
        if len(data) < LONG_HEAD:
            raise broken()
        size, head = struct.unpack(">Q", data[HEAD:LONG_HEAD])[0], LONG_HEAD
    elif size == 0:
        size = end - place
    if size < head or place + size > end:
        raise broken()
    return Span(name, place + head, place + size)


def inside(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each box in the content of another; to its very end, or it is refused."""
    place = 0
    for _count in range(MOST):
        if place == len(content):
            return
        if content[place:] == b"\x00\x00\x00\x00":
            return  # QuickTime ends some lists with four zeros
        if content[place : place + 4] == b"\x00\x00\x00\x00":
            raise broken()
        span = head_of(content[place : place + LONG_HEAD], place, len(content))
        yield span.name, content[span.start : span.end]
        place = span.end
    raise broken()


def one(content: bytes, name: bytes) -> bytes:
    """The content of the only box of this name; refused when there is none, or a second one."""
    found = [body for each, body in inside(content) if each == name]
    if len(found) != 1:
        raise broken()
    return found[0]


def numbers(body: bytes, form: str, skip: int = 4) -> list[int]:
    """A table: version and flags, a count at `skip`, and that many numbers (`I` four bytes, `Q` eight)."""
    if len(body) < skip + 4:
        raise broken()
    (count,) = struct.unpack_from(">I", body, skip)
    if len(body) - skip - 4 < count * struct.calcsize(">" + form):
        raise broken()
    return [n for (n,) in struct.iter_unpack(">" + form, body[skip + 4 : skip + 4 + count * struct.calcsize(form)])]
