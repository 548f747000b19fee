"""The daily anchor: one line outside the database with the head of every board, authenticated and chained.

A restored backup leaves a note in the same file: from here on these heads count, and what came after them is known to
be lost. Put the folder (VUISTREGEL_ANCHORS) on another machine or write-once storage: who can change database and
anchors both, and holds the log's key, can rewrite history.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Any, BinaryIO, Literal

from django.conf import settings

from vuistregel.evidence.chain import ZERO, subkey
from vuistregel.evidence.values import canonical

Kind = Literal["anchor", "restore"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line. `at` is the house's clock, `ms` the machine's (milliseconds since 1970); heads are number and code."""

    n: int
    kind: Kind
    at: datetime
    ms: int
    heads: Mapping[int, tuple[int, bytes]]
    note: str
    mac: bytes

    def last_of(self, board_id: int) -> int:
        """The number of the board's last event at this line; 0 when it had none."""
        return self.heads.get(board_id, (0, ZERO))[0]


@dataclass(frozen=True, slots=True)
class BadAnchor:
    """A line that is not ours, or not in its place."""

    line: int


def path() -> Path:
    folder: Path = settings.ENVIRONMENT.anchors
    return folder / "anchors.jsonl"


def append(kind: Kind, at: datetime, heads: Mapping[int, tuple[int, bytes]], note: str = "") -> Anchor:
    """Write the next line and see it reach the disk. Raises OSError when it cannot; an anchor is never half."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        last = _settle(out)
        body: dict[str, Any] = {
            "n": last.n + 1 if last else 1,
            "kind": kind,
            "at": at.isoformat(),
            "ms": int(time.time() * 1000),
            "heads": {str(board): [seq, mac.hex()] for board, (seq, mac) in heads.items()},
            "note": note,
            "prev": (last.mac if last else ZERO).hex(),
        }
        mac = _mac(body)
        line = canonical({**body, "mac": mac.hex()}).encode() + b"\n"
        out.seek(0, os.SEEK_END)
        out.write(line)
        out.flush()
        os.fsync(out.fileno())
    return Anchor(body["n"], kind, at, body["ms"], dict(heads), note, mac)


def latest() -> Anchor | None:
    """The last whole line, or None when nothing was ever anchored here."""
    try:
        with path().open("rb") as lines:
            return _last(lines)
    except FileNotFoundError:
        return None


def read() -> Iterator[Anchor | BadAnchor]:
    """Every line in order. A line without a proper code, or not following the one before it, is a BadAnchor."""
    try:
        lines = path().open("rb")
    except FileNotFoundError:
        return
    with lines:
        prev, n = ZERO, 0
        for number, line in enumerate(lines, start=1):
            parsed = _parsed(line)
            if parsed is None:
                if line.endswith(b"\n"):
                    yield BadAnchor(number)
                continue  # a last line without its end was never referred to: a crash cut it short
            anchor, before = parsed
            if before != prev or anchor.n != n + 1:
                yield BadAnchor(number)
            prev, n = anchor.mac, anchor.n
            yield anchor


def _mac(body: Mapping[str, Any]) -> bytes:
    return subkey(settings.ENVIRONMENT.log_key, "anchor")(canonical(body).encode())


def _parsed(line: bytes) -> tuple[Anchor, bytes] | None:
    try:
        body = json.loads(line)
        mac = bytes.fromhex(body.pop("mac"))
        if not compare_digest(mac, _mac(body)):
            return None
        heads = {int(board): (int(seq), bytes.fromhex(code)) for board, (seq, code) in body["heads"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    at = datetime.fromisoformat(body["at"])
    return Anchor(body["n"], body["kind"], at, body["ms"], heads, body["note"], mac), bytes.fromhex(body["prev"])


def _last(file: BinaryIO) -> Anchor | None:
    """The last whole line, read from the end; None when it is not ours."""
    size, block, tail = file.seek(0, os.SEEK_END), 65_536, b""
    while size > 0 and b"\n" not in tail[: max(tail.rfind(b"\n"), 0)]:
        step = min(block, size)
        size = file.seek(size - step)
        tail = file.read(step) + tail
    whole = tail[: tail.rfind(b"\n") + 1].splitlines()
    parsed = _parsed(whole[-1]) if whole else None
    return parsed[0] if parsed else None


def _settle(file: BinaryIO) -> Anchor | None:
    """Take off a line that a crash cut short, and give the last line that is ours: the next one follows it."""
    file.seek(0)
    end, last = 0, None
    for line in file:
        if line.endswith(b"\n"):
            end += len(line)
            parsed = _parsed(line)
            last = parsed[0] if parsed else last
    file.truncate(end)
    return last
