"""Files and spools as sealed streams: AES-256-GCM in chunks of 64 KiB. No Django.

The STREAM construction: each stream has a key of its own (derived with a random salt), each chunk's nonce is its number
plus a mark on the last one. So a chunk that is flipped, swapped, repeated or left out is found when it is read, and a
cut tail already when the stream is opened. Layout: `VRS1 | salt (32) | chunks`, each chunk with a tag of 16 bytes.
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vuistregel.keys.envelope import TAG_BYTES, derive
from vuistregel.keys.errors import Tampered

CHUNK: Final = 64 * 1024
_SEALED_CHUNK: Final = CHUNK + TAG_BYTES
_MAGIC: Final = b"VRS1"
_SALT_BYTES: Final = 32
_HEADER: Final = len(_MAGIC) + _SALT_BYTES


class Source(Protocol):
    """Where clear bytes come from: a file, or an upload."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class SealedWriter:
    """Seals what is written to it into `out`. Nothing of it can be read until `finish` was called."""

    def __init__(self, out: BinaryIO, key: bytes, place: bytes) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._out = out
        self._cipher = AESGCM(derive(key, "stream", place, salt))
        self._waiting = bytearray()
        self._number = 0
        self.size = 0
        out.write(_MAGIC + salt)

    def write(self, data: bytes | memoryview) -> None:
        self._waiting += data
        self.size += len(data)
        # One byte more than a chunk must wait: only then is it certain that the chunk is not the last.
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seal the last chunk; the caller syncs and closes `out`."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, clear: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last), clear, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed stream, from any place. Raises Tampered for whatever is not as it was written.

    The stream begins at byte `start` of the file and goes on to its end. `size` is the length of the clear content in
    bytes. Closing the reader closes the file below it.
    """

    def __init__(self, file: BinaryIO, key: bytes, place: bytes, start: int = 0) -> None:
        self._file = file
        self._start = file.seek(start) + _HEADER
        header = file.read(_HEADER)
        if len(header) != _HEADER or not header.startswith(_MAGIC):
            raise Tampered
        self._cipher = AESGCM(derive(key, "stream", place, header[len(_MAGIC) :]))
        body = file.seek(0, os.SEEK_END) - self._start
        self._chunks = -(-body // _SEALED_CHUNK)
        if body < TAG_BYTES:
            raise Tampered
        self.size = body - self._chunks * TAG_BYTES
        self._position = 0
        self._number = -1
        self._clear = b""
        self._load(self._chunks - 1)

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._file.seek(self._start + number * _SEALED_CHUNK)
        sealed = self._file.read(_SEALED_CHUNK)
        try:
            self._clear = self._cipher.decrypt(_nonce(number, number == self._chunks - 1), sealed, None)
        except InvalidTag:
            raise Tampered from None
        self._number = number

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # Django and csv hand over plain buffers
        if self._position >= self.size:
            return 0
        number, start = divmod(self._position, CHUNK)
        self._load(number)
        piece = self._clear[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("A position before the start of the stream")
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self._clear = b""
            self._file.close()
        super().close()


def open_sealed(file: BinaryIO, key: bytes, place: bytes, start: int = 0) -> io.BufferedReader:
    """A sealed stream as an ordinary binary file, buffered per chunk."""
    return io.BufferedReader(SealedReader(file, key, place, start), CHUNK)
