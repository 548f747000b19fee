"""Sealed streams: read from anywhere, and no byte of them can be changed, moved or taken away unseen."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vuistregel.keys.errors import Tampered
from vuistregel.keys.stream import CHUNK, SealedWriter, open_sealed

KEY = bytes(range(32))
HEADER = 36
SEALED = CHUNK + 16


def sealed(clear: bytes, place: bytes = b"here") -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, KEY, place)
    writer.write(clear)
    writer.finish()
    return out.getvalue()


def opened(content: bytes, place: bytes = b"here") -> bytes:
    with open_sealed(io.BytesIO(content), KEY, place) as file:
        return file.read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_every_length_comes_back_whole(size: int):
    clear = os.urandom(size)
    assert opened(sealed(clear)) == clear


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 200_000), st.integers(0, 70_000))
def test_it_can_be_read_from_any_place(start: int, length: int):
    clear = bytes(range(256)) * 700
    with open_sealed(io.BytesIO(sealed(clear)), KEY, b"here") as file:
        file.seek(start)
        assert file.read(length) == clear[start : start + length]


def three_chunks() -> tuple[bytes, list[bytes]]:
    content = sealed(os.urandom(2 * CHUNK + 100))
    body = content[HEADER:]
    return content[:HEADER], [body[:SEALED], body[SEALED : 2 * SEALED], body[2 * SEALED :]]


@pytest.mark.parametrize(
    "change",
    [
        lambda chunks: [chunks[1], chunks[0], chunks[2]],
        lambda chunks: [chunks[0], chunks[2]],
        lambda chunks: [chunks[0], chunks[0], chunks[2]],
        lambda chunks: chunks[:2],
        lambda chunks: chunks[:1],
        lambda chunks: [],
        lambda chunks: [*chunks[:2], chunks[2][:-1]],
        lambda chunks: [*chunks, chunks[2]],
        lambda chunks: [bytes([chunks[0][0] ^ 1]) + chunks[0][1:], *chunks[1:]],
    ],
    ids=["swapped", "left out", "repeated", "tail cut", "two cut", "all cut", "cut inside", "grown", "flipped"],
)
def test_chunks_that_are_not_as_they_were_are_found(change):
    head, chunks = three_chunks()
    with pytest.raises(Tampered):
        opened(head + b"".join(change(chunks)))


def test_a_cut_tail_is_found_before_anything_is_read():
    head, chunks = three_chunks()
    with pytest.raises(Tampered):
        open_sealed(io.BytesIO(head + chunks[0] + chunks[1]), KEY, b"here")


def test_chunks_of_two_streams_under_one_key_cannot_be_mixed():
    head, chunks = three_chunks()
    _, others = three_chunks()
    with pytest.raises(Tampered):
        opened(head + chunks[0] + others[1] + chunks[2])


def test_a_stream_opens_only_where_it_belongs():
    with pytest.raises(Tampered):
        opened(sealed(b"clear"), place=b"elsewhere")


def test_a_stream_that_was_never_finished_does_not_open():
    out = io.BytesIO()
    SealedWriter(out, KEY, b"here").write(os.urandom(2 * CHUNK + 5))
    with pytest.raises(Tampered):
        opened(out.getvalue())
