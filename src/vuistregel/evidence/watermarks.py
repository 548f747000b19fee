"""After each commit one line outside the database: how far a board's chain had come.

With it a tail that is cut off, or a chain that is rewritten from some point, is found even when it happened since the
last daily anchor and the head in the database was set back with it. One file per day (UTC, machine time); the daily
anchor makes the files of earlier days superfluous. Lines hold numbers and codes, nothing about people.
"""

from __future__ import annotations

import io
import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from typing import Final

from django.conf import settings

from vuistregel.evidence.chain import subkey

_log = logging.getLogger("vuistregel.evidence")
_PREFIX: Final = "watermarks-"
_PARTS: Final = 6
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Mark:
    """A line: at `ms` (machine time, milliseconds since 1970) event `seq` of the board was committed with this code."""

    ms: int
    board_id: int
    seq: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is not ours: `torn` when a crash cut it short, else changed."""

    file: str
    line: int
    torn: bool


def write(board_id: int, seq: int, mac: bytes) -> None:
    """Append the line; called after the commit. A full or absent disk is reported, and does not undo what was done."""
    now = time.time()
    text = f"1 {int(now * 1000)} {board_id} {seq} {mac.hex()}"
    try:
        os.write(_file_of(int(now // _DAY)), f"{text} {_tag(text)}\n".encode())
    except OSError as problem:
        _log.error("watermark of board %s, event %s was not written: %s", board_id, seq, problem.strerror)


class _Open(threading.local):
    """The day's file, kept open per thread: opening it for each line would cost more than writing it."""

    day = -1
    folder: Path | None = None
    file: io.FileIO | None = None


_open = _Open()


def _file_of(day: int) -> int:
    """The descriptor of the day's file (days since 1970, UTC); opened anew when the file itself was taken away."""
    folder, file = settings.ENVIRONMENT.anchors, _open.file
    if file is None or _open.day != day or _open.folder is not folder or not os.fstat(file.fileno()).st_nlink:
        if file is not None:
            _open.file = None
            file.close()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / time.strftime(f"{_PREFIX}%Y-%m-%d", time.gmtime(day * _DAY))
        _open.file = file = io.FileIO(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600))
        _open.day, _open.folder = day, folder
    return file.fileno()


def _tag(text: str) -> str:
    return subkey(settings.ENVIRONMENT.log_key, "watermark")(text.encode()).hex()


def files() -> list[Path]:
    """The files, oldest first."""
    return sorted(settings.ENVIRONMENT.anchors.glob(f"{_PREFIX}*"))


def finished(now: float | None = None) -> list[Path]:
    """The files to which no process writes any more: of the day before yesterday and earlier."""
    yesterday = time.strftime(f"{_PREFIX}%Y-%m-%d", time.gmtime((now or time.time()) - _DAY))
    return [path for path in files() if path.name < yesterday]


def read(paths: list[Path] | None = None) -> Iterator[Mark | BadLine]:
    """Every line, in the order of writing."""
    for path in files() if paths is None else paths:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _parsed(line, path.name, number)


def _parsed(line: bytes, file: str, number: int) -> Mark | BadLine:
    text, _, tag = line.decode("ascii", "replace").rstrip("\n").rpartition(" ")
    parts = text.split(" ")
    whole = line.endswith(b"\n") and len(parts) == _PARTS - 1 and len(tag) == len(_tag(""))
    if not whole or not compare_digest(tag.encode("ascii", "replace"), _tag(text).encode()):
        return BadLine(file, number, torn=not whole)
    return Mark(int(parts[1]), int(parts[2]), int(parts[3]), bytes.fromhex(parts[4]))
