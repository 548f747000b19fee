"""A phone's film goes on as picture and sound and nothing else. No Django, no decoder.

An MP4 or MOV file is made of boxes. Only the boxes that a player needs are written anew; places, names, devices,
times, comments and previews are in others, or in fields that become zero. Tracks that are neither picture nor sound
(an iPhone's and a sports camera's measurements, places among them) go, and every byte of the data that no kept track
uses becomes zero. What a camera hides inside the pictures themselves is not looked at. Source: norm photo.metadata.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vuistregel.keys.stream import Source
from vuistregel.media.pictures import boxes, reasons
from vuistregel.media.pictures.boxes import Span, box, broken, inside, numbers, one
from vuistregel.media.pictures.chunks import kept_parts
from vuistregel.media.pictures.reasons import MediaRefused

#: What a film may hold in bytes: as much as one upload may.
LIMIT: Final = 256 * 1024 * 1024
#: What the description of a film may hold in bytes; hours of film have some megabytes.
DESCRIPTION: Final = 8 * 1024 * 1024
TRACKS: Final = 16
#: Phones write one heap of data, and pieces of it of half a second and more.
HEAPS: Final = 16
CHUNKS: Final = 200_000
_BRANDS: Final = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV")
_MOV: Final = b"qt  "
#: What is kept in the table of a track's samples, as it is: sizes, order and times of pictures, no words.
_TABLES: Final = frozenset({b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"cslg", b"sdtp"})
#: Inside the description of a picture: how to decode it and how wide it is.
_CODEC: Final = frozenset(
    {b"avcC", b"hvcC", b"av1C", b"vpcC", b"dvcC", b"dvvC", b"esds", b"colr", b"pasp", b"clap", b"fiel", b"btrt"}
)
_PICTURE_HEAD: Final = 78
#: The data is in this file and nowhere else: no address, no path.
_HERE: Final = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1) + box(b"url ", struct.pack(">I", 1))))


@dataclass(frozen=True, slots=True)
class Film:
    """A film to be written: where its bytes come from, `mp4` or `mov`, and how long it lasts."""

    stream: Source
    form: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Track:
    """A track that is kept: its boxes but for the offsets, and where its data lies in the old file."""

    head: bytes
    media_head: bytes
    handler: bytes
    kind_head: bytes
    tables: bytes
    offsets: tuple[int, ...]
    wide: bool
    used: tuple[tuple[int, int], ...]


def kind_of(head: bytes) -> str:
    """`mp4` or `mov` for a file that begins with these bytes; empty for anything else."""
    if head[4:8] != b"ftyp":
        return ""
    brand = head[8:12]
    if brand == _MOV:
        return "mov"
    return "mp4" if brand in _BRANDS or brand.startswith(b"3gp") else ""


def clean(stream: Source, size: int) -> Film:
    """Read a film's description and plan its new file. Raises MediaRefused for what is not one whole film.

    The data itself is read when the film is written; the description is held in memory.
    """
    if size > LIMIT:
        raise MediaRefused(reasons.FILM_TOO_BIG.with_(megabytes=LIMIT // 1024**2))
    spans = _outermost(stream, size)
    if any(s.name in (b"moof", b"styp") for s in spans):
        raise MediaRefused(reasons.IN_PIECES)
    stream.seek(0)
    form = kind_of(stream.read(32))
    descriptions = [s for s in spans if s.name == b"moov"]
    data = [s for s in spans if s.name == b"mdat"]
    if not form or len(descriptions) != 1 or not 0 < len(data) <= HEAPS or spans[0].name != b"ftyp":
        raise broken()
    moov = _read(stream, descriptions[0])
    if any(name == b"mvex" for name, _body in inside(moov)):
        raise MediaRefused(reasons.IN_PIECES)
    tracks = _tracks(moov)
    movie = _without_times(one(moov, b"mvhd"))
    brand = _MOV if form == "mov" else b"isom"
    first = box(b"ftyp", brand + b"\x00\x00\x02\x00" + brand + (b"" if form == "mov" else b"mp42"))
    start = len(first) + len(_description(movie, tracks, {}))
    moved, parts = kept_parts(data, [span for track in tracks for span in track.used], start)
    described = _description(movie, tracks, _places(tracks, data, moved))
    return Film(Spliced(stream, [first + described, *parts]), form, _seconds(movie))


def _outermost(stream: Source, size: int) -> list[Span]:
    found: list[Span] = []
    place = 0
    while place < size:
        if len(found) >= boxes.MOST:
            raise broken()
        stream.seek(place)
        head = _exactly(stream, min(boxes.LONG_HEAD, size - place))
        if head[:4] == b"\x00\x00\x00\x00" and head[4:8] != b"mdat":
            raise broken()
        span = boxes.head_of(head, place, size)
        found.append(span)
        place = span.end
    return found


def _read(stream: Source, span: Span) -> bytes:
    if span.end - span.start > DESCRIPTION:
        raise broken()
    stream.seek(span.start)
    return _exactly(stream, span.end - span.start)


def _exactly(stream: Source, size: int) -> bytes:
    parts = []
    while size and (piece := stream.read(size)):
        parts.append(piece)
        size -= len(piece)
    if size:
        raise broken()
    return b"".join(parts)


def _tracks(moov: bytes) -> list[Track]:
    """The tracks of picture and sound; a film without a picture is none."""
    bodies = [body for name, body in inside(moov) if name == b"trak"]
    if len(bodies) > TRACKS:
        raise broken()
    kinds = [(_kind_of_track(body), body) for body in bodies]
    if not any(kind == b"vide" for kind, _body in kinds):
        raise broken()
    return [_track(kind, body) for kind, body in kinds if kind in (b"vide", b"soun")]


def _kind_of_track(trak: bytes) -> bytes:
    handler = one(one(trak, b"mdia"), b"hdlr")
    if len(handler) < 12:
        raise broken()
    return handler[8:12]


def _track(kind: bytes, trak: bytes) -> Track:
    media = one(trak, b"mdia")
    inner = one(media, b"minf")
    samples = one(inner, b"stbl")
    wanted = {name: body for name, body in inside(samples) if name in _TABLES}
    wide = any(name == b"co64" for name, _body in inside(samples))
    offsets = numbers(one(samples, b"co64"), "Q") if wide else numbers(one(samples, b"stco"), "I")
    if len(offsets) > CHUNKS:
        raise broken()
    edits = b"".join(box(name, body) for name, body in inside(trak) if name == b"edts" and _is_plain_edit(body))
    shown = b"vmhd" if kind == b"vide" else b"smhd"
    tables = box(b"stsd", _described_samples(kind, one(samples, b"stsd")))
    tables += b"".join(box(name, body) for name, body in sorted(wanted.items()))
    return Track(
        head=box(b"tkhd", _without_times(one(trak, b"tkhd"))) + edits,
        media_head=box(b"mdhd", _without_times(one(media, b"mdhd"))),
        # An empty name is one zero for MP4 (the end of a text) and for MOV (its length) alike.
        handler=box(b"hdlr", bytes(8) + kind + bytes(12) + b"\x00"),
        kind_head=box(shown, one(inner, shown)),
        tables=tables,
        offsets=tuple(offsets),
        wide=wide,
        used=_used(offsets, one(samples, b"stsc"), one(samples, b"stsz")),
    )


def _is_plain_edit(body: bytes) -> bool:
    return all(name == b"elst" for name, _body in inside(body))


def _described_samples(kind: bytes, body: bytes) -> bytes:
    """How to decode: one description, without the name of what made it."""
    (entry, *others) = list(inside(body[8:])) or [(b"", b"")]
    if others or not entry[0]:
        raise broken()
    name, content = entry
    if kind == b"vide":
        if len(content) < _PICTURE_HEAD:
            raise broken()
        # The vendor (16-20) and the name of the compressor (42-74) are free text.
        head = content[:16] + bytes(4) + content[20:42] + bytes(32) + content[74:_PICTURE_HEAD]
        rest = b"".join(box(n, b) for n, b in inside(content[_PICTURE_HEAD:]) if n in _CODEC)
        content = head + rest
    return struct.pack(">II", 0, 1) + box(name, content)


def _used(offsets: Sequence[int], runs: bytes, sizes: bytes) -> tuple[tuple[int, int], ...]:
    """Where the data of a track lies: (begin, end) of each chunk, from how many samples of which size it holds."""
    if len(sizes) < 12:
        raise broken()
    same, count = struct.unpack_from(">II", sizes, 4)
    each = [] if same else numbers(sizes, "I", skip=8)
    table, row = _runs(runs), 0
    found = []
    taken = 0
    for number, offset in enumerate(offsets, 1):
        while row + 1 < len(table) and table[row + 1][0] <= number:
            row += 1
        if not table or table[row][0] > number:
            raise broken()
        samples = table[row][1]
        if taken + samples > count:
            raise broken()
        length = samples * same if same else sum(each[taken : taken + samples])
        taken += samples
        if length:
            found.append((offset, offset + length))
    return tuple(found)


def _runs(body: bytes) -> list[tuple[int, int]]:
    if len(body) < 8:
        raise broken()
    (count,) = struct.unpack_from(">I", body, 4)
    if len(body) < 8 + 12 * count:
        raise broken()
    return [(first, samples) for first, samples, _description in struct.iter_unpack(">III", body[8 : 8 + 12 * count])]


def _without_times(body: bytes) -> bytes:
    """A head of film, track or medium without the moments when it was made and changed."""
    length = {0: 8, 1: 16}.get(body[0] if body else 2)
    if length is None or len(body) < 4 + length + 12:
        raise broken()
    return body[:4] + bytes(length) + body[4 + length :]


def _seconds(movie: bytes) -> int | None:
    scale, duration = struct.unpack_from(">IQ", movie, 20) if movie[0] else struct.unpack_from(">II", movie, 12)
    return min(-(-duration // scale), 2**31 - 1) if scale else None


def _places(tracks: Sequence[Track], data: Sequence[Span], moved: Sequence[int]) -> dict[int, int]:
    """Where each chunk goes: as far as the data that holds it moved."""
    places = {}
    for track in tracks:
        for offset in track.offsets:
            home = next((n for n, s in enumerate(data) if s.start <= offset <= s.end), None)
            if home is None:
                raise broken()
            places[offset] = offset + moved[home]
    return places


def _description(movie: bytes, tracks: Sequence[Track], places: dict[int, int]) -> bytes:
    """The whole description; as long with empty places as with real ones, so that it can be made twice."""
    made = box(b"mvhd", movie)
    for track in tracks:
        moved = [places.get(offset, 0) for offset in track.offsets]
        form, name = ("Q", b"co64") if track.wide else ("I", b"stco")
        if not track.wide and any(place >= 2**32 for place in moved):
            raise broken()
        table = box(name, struct.pack(f">II{len(moved)}{form}", 0, len(moved), *moved))
        inner = box(b"minf", track.kind_head + _HERE + box(b"stbl", track.tables + table))
        made += box(b"trak", track.head + box(b"mdia", track.media_head + track.handler + inner))
    return box(b"moov", made)


class Spliced:
    """A file made of pieces: bytes, parts (begin, end) of another file, or so many zeros. Read from front to back."""

    def __init__(self, below: Source, parts: Sequence[bytes | tuple[int, int] | int]) -> None:
        self._below = below
        self._parts = list(parts)
        self._part, self._place = 0, 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if offset or whence:
            raise ValueError("A spliced file is read from its beginning")
        self._part, self._place = 0, 0
        return 0

    def read(self, size: int = -1, /) -> bytes:
        wanted = size if size >= 0 else 2**62
        found: list[bytes] = []
        while wanted and self._part < len(self._parts):
            piece = self._piece(wanted)
            if not piece:
                self._part, self._place = self._part + 1, 0
                continue
            self._place += len(piece)
            wanted -= len(piece)
            found.append(piece)
        return b"".join(found)

    def _piece(self, wanted: int) -> bytes:
        part = self._parts[self._part]
        if isinstance(part, bytes):
            return part[self._place : self._place + wanted]
        if isinstance(part, int):
            return bytes(min(wanted, part - self._place))
        begin, end = part
        left = min(wanted, end - begin - self._place)
        if left <= 0:
            return b""
        self._below.seek(begin + self._place)
        return _exactly(self._below, left)
