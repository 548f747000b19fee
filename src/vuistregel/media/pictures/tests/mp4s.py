"""Builders of tests: small films as phones make them, by hand, with everything in them that should not go along."""

from __future__ import annotations

import struct

PLACE = b"+52.6917+005.2139/"
DEVICE = b"Kantlijnfoon 12"
NAME = b"Xanthippe de Roodborst"
MEASURED = b"GPS5 52.69 5.21 gemeten"
UNUSED = b"oude bytes die niemand speelt"
PATH = b"/Users/xanthippe/Films/klas.mov"
COMPRESSOR = b"Kantlijncodec van Xanthippe"
SECRETS = (PLACE, DEVICE, NAME, MEASURED, UNUSED, PATH, COMPRESSOR, struct.pack(">I", 3_870_000_123))
MADE = 3_870_000_123
PICTURES = [b"beeld-een-" * 3, b"beeld-twee" * 4, b"beeld-drie" * 2]
SOUNDS = [b"geluid-een", b"geluid-twee"]


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name + content


def full(name: bytes, *parts: bytes, version: int = 0) -> bytes:
    return box(name, struct.pack(">I", version << 24), *parts)


def a_film(*, mov: bool = False, first: bool = False, wide: bool = False, long_heap: bool = False) -> bytes:
    """Three pictures and two sounds in 2.5 seconds, and a track of measurements.

    `first`: the description stands before the data; `wide`: offsets of eight bytes; `long_heap`: a long data head.
    """
    brand = b"qt  " if mov else b"isom"
    head = box(b"ftyp", brand, b"\x00\x00\x02\x00", brand)
    data = UNUSED + b"".join(PICTURES) + MEASURED + b"".join(SOUNDS) + UNUSED
    empty = _moov(0, wide)
    before = len(head) + (len(empty) if first else 0)
    if long_heap:
        heap = struct.pack(">I4sQ", 1, b"mdat", 16 + len(data)) + data
    else:
        heap = box(b"mdat", data)
    start = before + (16 if long_heap else 8) + len(UNUSED)
    moov = _moov(start, wide)
    extra = box(b"uuid", b"\x00" * 16, NAME) + box(b"free", DEVICE)
    return head + (moov + heap + extra if first else heap + extra + moov)


def _moov(start: int, wide: bool) -> bytes:
    measured = start + sum(map(len, PICTURES))
    sound = measured + len(MEASURED)
    user = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE), box(b"\xa9nam", NAME))
    user += box(b"meta", b"\x00" * 4, box(b"ilst", DEVICE))
    movie = full(b"mvhd", struct.pack(">4I", MADE, MADE, 1000, 2500), bytes(80))
    tracks = _track(1, b"vide", start, PICTURES, wide) + _track(2, b"soun", sound, SOUNDS, wide)
    return box(b"moov", movie, tracks, _track(3, b"meta", measured, [MEASURED], wide), user)


def _track(number: int, kind: bytes, start: int, samples: list[bytes], wide: bool) -> bytes:
    head = full(b"tkhd", struct.pack(">5I", MADE, MADE, number, 0, 2500), bytes(60))
    media = full(b"mdhd", struct.pack(">4I", MADE, MADE, 1000, 2500), b"\x15\xc7\x00\x00")
    handler = full(b"hdlr", b"mhlr", kind, bytes(12), bytes((len(NAME),)), NAME)
    shown = {b"vide": full(b"vmhd", bytes(8)), b"soun": full(b"smhd", bytes(4))}.get(kind, full(b"nmhd"))
    place = full(b"dref", struct.pack(">I", 1), full(b"alis", PATH))
    sizes = full(b"stsz", struct.pack(f">II{len(samples)}I", 0, len(samples), *map(len, samples)))
    runs = full(b"stsc", struct.pack(">I3I", 1, 1, len(samples), 1))
    offsets = full(b"co64", struct.pack(">IQ", 1, start)) if wide else full(b"stco", struct.pack(">II", 1, start))
    times = full(b"stts", struct.pack(">III", 1, len(samples), 833))
    table = box(b"stbl", full(b"stsd", struct.pack(">I", 1), _entry(kind)), times, runs, sizes, offsets)
    inner = box(b"minf", shown, box(b"dinf", place), table)
    edits = box(b"edts", full(b"elst", struct.pack(">IIIHH", 1, 2500, 0, 1, 0)))
    return box(b"trak", head, edits, box(b"mdia", media, handler, inner), box(b"udta", box(b"name", NAME)))


def _entry(kind: bytes) -> bytes:
    start = bytes(6) + struct.pack(">H", 1)
    if kind == b"vide":
        fixed = struct.pack(">HH4sIIHHIIIH", 0, 0, DEVICE[:4], 0, 0, 64, 48, 0x480000, 0x480000, 0, 1)
        named = bytes((len(COMPRESSOR),)) + COMPRESSOR.ljust(31, b"\x00")
        return box(b"avc1", start, fixed, named, struct.pack(">Hh", 24, -1), box(b"avcC", b"codec"), box(b"uuid", NAME))
    if kind == b"soun":
        return box(b"mp4a", start, bytes(8), struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16), box(b"esds", b"codec"))
    return box(b"mebx", start, DEVICE)
