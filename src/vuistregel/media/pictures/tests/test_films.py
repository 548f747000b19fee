"""A film goes on as picture and sound: nothing of place, maker and device, and every sample where it is looked for."""

from __future__ import annotations

import contextlib
import io
import json
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vuistregel.media.pictures import films
from vuistregel.media.pictures.reasons import MediaRefused
from vuistregel.media.pictures.tests import mp4s
from vuistregel.media.pictures.tests.exiftool import needs_exiftool, seen_by_exiftool

SHAPES = [
    {"mov": mov, "first": first, "wide": wide, "long_heap": long}
    for mov in (False, True) for first in (False, True) for wide in (False, True) for long in (False, True)
]  # fmt: skip


def cleaned(data: bytes) -> bytes:
    return films.clean(io.BytesIO(data), len(data)).stream.read()


def tree(data: bytes, start: int = 0, end: int | None = None) -> dict[bytes, list[tuple[int, int]]]:
    """All boxes of a file by name, as (begin, end) of their content; read by our own few lines, for the test only."""
    found: dict[bytes, list[tuple[int, int]]] = {}
    place, end = start, len(data) if end is None else end
    while place < end:
        size, name = struct.unpack(">I4s", data[place : place + 8])
        assert size >= 8 and place + size <= end
        found.setdefault(name, []).append((place + 8, place + size))
        if name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"):
            for inner, spans in tree(data, place + 8, place + size).items():
                found.setdefault(inner, []).extend(spans)
        place += size
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_of_place_maker_and_device_is_left_and_each_sample_is_where_the_table_says(shape):
    dirty = mp4s.a_film(**shape)
    assert all(secret in dirty for secret in mp4s.SECRETS)
    clean = cleaned(dirty)
    assert [s for s in mp4s.SECRETS if s in clean] == []
    boxes = tree(clean)
    assert not {b"udta", b"meta", b"uuid", b"free", b"alis"} & set(boxes)
    assert len(boxes[b"trak"]) == 2
    offsets = []
    for begin, end in boxes[b"co64" if shape["wide"] else b"stco"]:
        offsets.append(int.from_bytes(clean[begin + 8 : end], "big"))
    for offset, samples in zip(offsets, (mp4s.PICTURES, mp4s.SOUNDS), strict=True):
        whole = b"".join(samples)
        assert clean[offset : offset + len(whole)] == whole
    assert clean.count(b"avcC") == 1 and clean.count(b"esds") == 1


def test_what_no_kept_track_plays_is_zero():
    clean = cleaned(mp4s.a_film())
    ((begin, end),) = tree(clean)[b"mdat"]
    left = clean[begin:end]
    for sample in (*mp4s.PICTURES, *mp4s.SOUNDS):
        left = left.replace(sample, b"", 1)
    assert set(left) == {0}


def test_a_film_that_was_cleaned_stays_what_it_is():
    once = cleaned(mp4s.a_film(mov=True, wide=True))
    assert cleaned(once) == once


def test_its_length_and_kind_are_known():
    film = films.clean(io.BytesIO(mp4s.a_film(mov=True)), len(mp4s.a_film(mov=True)))
    assert (film.form, film.seconds) == ("mov", 3)


@needs_exiftool
def test_an_independent_tool_finds_place_and_name_before_and_not_after(tmp_path):
    def seen(data: bytes) -> str:
        return json.dumps(seen_by_exiftool(data, tmp_path / "film.mov"))

    before, after = seen(mp4s.a_film(mov=True)), seen(cleaned(mp4s.a_film(mov=True)))
    assert "GPSPosition" in before and mp4s.NAME.decode() in before
    assert "GPS" not in after and mp4s.NAME.decode() not in after and "Kantlijn" not in after
    assert "Duration" in after


def refusal(data: bytes, size: int | None = None) -> str:
    with pytest.raises(MediaRefused) as refused:
        films.clean(io.BytesIO(data), len(data) if size is None else size)
    return refused.value.words.en


def patched(old: bytes, new: bytes) -> bytes:
    data = mp4s.a_film()
    assert old in data and len(old) == len(new)
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    "data",
    [
        mp4s.a_film()[:60],
        mp4s.a_film()[:-40],
        mp4s.a_film()[32:],
        mp4s.box(b"ftyp", b"isom", bytes(8)),
        mp4s.a_film() + mp4s.box(b"moov"),
        mp4s.a_film() + struct.pack(">I4s", 0, b"moov"),
        mp4s.a_film() + struct.pack(">I4sQ", 1, b"free", 2**63),
        mp4s.a_film() + struct.pack(">I4sQ", 1, b"free", 3),
        mp4s.a_film() + struct.pack(">I4s", 7, b"free"),
        mp4s.a_film() + mp4s.box(b"free") * 10_001,
        patched(b"vide", b"text"),
        patched(b"mvhd", b"free"),
        patched(b"stsz" + bytes(8) + b"\0\0\0\3", b"stsz" + bytes(8) + b"\xff\xff\xff\xff"),
        patched(b"stco\x00\x00\x00\x00\x00\x00\x00\x01", b"stco\x00\x00\x00\x00\xff\xff\xff\xff"),
        patched(b"stsc\0\0\0\0\0\0\0\1\0\0\0\1", b"stsc\0\0\0\0\0\0\0\1\0\0\0\5"),
        mp4s.box(b"ftyp", b"isom", bytes(8)) + b"".join(struct.pack(">I4s", 8 * n, b"moov") for n in range(900, 1, -1)),
    ],
)  # fmt: skip
def test_a_film_that_says_what_is_not_so_is_refused(data):
    assert "film is broken" in refusal(data)


def test_a_chunk_that_lies_outside_the_data_is_refused():
    data = mp4s.a_film()
    place = data.index(b"stco") + 12
    for offset in (0, 20, len(data) - 3, 2**32 - 1):
        assert "broken" in refusal(data[:place] + struct.pack(">I", offset) + data[place + 4 :])


def test_a_film_in_pieces_is_refused_with_what_to_do():
    assert "separate pieces" in refusal(mp4s.a_film() + mp4s.box(b"moof", bytes(8)))


def test_a_film_that_is_too_large_is_refused_before_it_is_read():
    assert "too large" in refusal(b"", films.LIMIT + 1)


@given(data=st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_film_with_any_bytes_changed_is_refused_or_holds_no_other_boxes(data):
    mutated = bytearray(mp4s.a_film(**data.draw(st.sampled_from(SHAPES))))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        if data.draw(st.booleans()):
            mutated[place] = data.draw(st.integers(0, 255))
        else:
            del mutated[place : place + data.draw(st.integers(1, 16))]
    clean = b""
    with contextlib.suppress(MediaRefused):
        clean = cleaned(bytes(mutated))
    assert not {b"udta", b"meta", b"uuid", b"free", b"alis"} & set(tree(clean))
    assert mp4s.PLACE not in clean and mp4s.DEVICE not in clean
