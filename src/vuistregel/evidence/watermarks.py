"""After each commit one line outside the database: how far a board's chain had come.

With it a tail that is cut off, or a chain that is rewritten from some point, is found even when it happened since the
last daily anchor and the head in the database was set back with it. One file per day (UTC, machine time); the daily
anchor makes the files of earlier days superfluous. Lines hold numbers and codes, nothing about people.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest, digest
from pathlib import Path
from typing import Final

from django.conf import settings

from vuistregel.evidence.chain import subkey

_log = logging.getLogger("vuistregel.evidence")
_PREFIX: Final = "watermarks-"
_PARTS: Final = 6


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
    folder = settings.ENVIRONMENT.anchors
    path = folder / time.strftime(f"{_PREFIX}%Y-%m-%d", time.gmtime(now))
    try:
        try:
            _append(path, f"{text} {_tag(text)}\n")
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            _append(path, f"{text} {_tag(text)}\n")
    except OSError as problem:
        _log.error("watermark of board %s, event %s was not written: %s", board_id, seq, problem.strerror)


def _append(path: Path, line: str) -> None:
    out = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(out, line.encode())
    finally:
        os.close(out)


def _tag(text: str) -> str:
    return digest(subkey(settings.ENVIRONMENT.log_key, "watermark"), text.encode(), "sha256").hex()


def files() -> list[Path]:
    """The files, oldest first."""
    return sorted(settings.ENVIRONMENT.anchors.glob(f"{_PREFIX}*"))


def finished(now: float | None = None) -> list[Path]:
    """The files to which no process writes any more: of the day before yesterday and earlier."""
    yesterday = time.strftime(f"{_PREFIX}%Y-%m-%d", time.gmtime((now or time.time()) - 86_400))
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
