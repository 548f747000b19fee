"""The destruction ledger: who was destroyed, when and why, outside the databases and outside every backup.

A restore brings back a world in which destroyed persons still have keys; this file says whom to destroy again. It is
append-only: JSON, one line per holder, each with a MAC over itself and the MAC before it, under a key derived from the
log key. `why` is a reason of the house in a few words, never a person's data. One data folder has one ledger; when
several machines serve one house they share it.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings

from vuistregel.keys.envelope import derive
from vuistregel.keys.errors import Tampered
from vuistregel.words import Words

_FIRST: Final = "0" * 64
#: Bytes from the end that surely hold the last two lines.
_TAIL: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One destroyed holder. `number` counts from 1; `norm` is the id of the norm that asked for it."""

    number: int
    at: datetime
    holder: UUID
    kind: str
    why: str
    norm: str | None


def path() -> Path:
    return Path(settings.ENVIRONMENT.var) / "ledger" / "destroyed.log"


def append(holders: Sequence[tuple[UUID, str]], *, why: str, norm: str | None, at: datetime) -> list[Line]:
    """Write a line per (holder, kind) and return only when the disk holds them.

    What a killed process left half at the end was never confirmed to anybody, and is cut off first.
    Raises Tampered when the ledger was changed since.
    """
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        key = _key()
        number, mac, end = _last(out)
        written: list[Line] = []
        text: list[bytes] = []
        for holder, kind in holders:
            number += 1
            line = Line(number, at, holder, kind, why, norm)
            mac = _mac(line, mac, key)
            text.append(json.dumps({**_as_data(line), "mac": mac}, separators=(",", ":")).encode() + b"\n")
            written.append(line)
        out.truncate(end)
        out.seek(end)
        out.write(b"".join(text))
        out.flush()
        os.fsync(out.fileno())
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return written


def lines() -> list[Line]:
    """Every line, in order. Raises Tampered when one is not as it was written."""
    try:
        content = path().read_bytes()
    except FileNotFoundError:
        return []
    return list(_checked(content))


def last_number() -> int:
    """How many lines there are, from the last one alone. Raises Tampered when that is not as it was written."""
    try:
        with path().open("rb") as file:
            return _last(file)[0]
    except FileNotFoundError:
        return 0


def verify() -> list[Words]:
    """What is wrong with the ledger; empty when it is as it was written.

    A cut tail leaves a chain that is right in itself; it is found by the key store, which knows the lines it came from.
    """
    from vuistregel.keys.models import DestroyedHolder

    try:
        known = {line.number: line.holder for line in lines()}
    except Tampered as error:
        return [error.words]
    lost = [
        number
        for holder, number in DestroyedHolder.objects.values_list("holder", "line").iterator()
        if known.get(number) != holder
    ]
    if not lost:
        return []
    return [
        Words(
            "Van {count} vernietigingen ontbreekt de regel in het vernietigingsregister, de eerste is regel {first}.",
            "{count} destructions have lost their line in the destruction ledger, the first is line {first}.",
        ).with_(count=len(lost), first=min(lost))
    ]


def _checked(content: bytes) -> Iterator[Line]:
    before, key = _FIRST, _key()
    whole, _, _half = content.rpartition(b"\n")
    for number, raw in enumerate(whole.splitlines(), start=1):
        line, mac = _parsed(raw)
        if line is None or line.number != number or not hmac.compare_digest(mac, _mac(line, before, key)):
            raise _not_as_written(Words(f"Regel {number}", f"Line {number}"))
        before = mac
        yield line


def _last(file: BinaryIO) -> tuple[int, str, int]:
    """Number and MAC of the last whole line, and where it ends. The line is checked against the one before it."""
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - _TAIL))
    tail = file.read()
    end = tail.rfind(b"\n") + 1
    whole = tail[:end].splitlines()
    if not whole:
        return 0, _FIRST, 0
    before = _FIRST
    if len(whole) > 1:
        before = str(_parsed(whole[-2])[1])
    elif start:
        raise Tampered
    line, mac = _parsed(whole[-1])
    if line is None or not hmac.compare_digest(mac, _mac(line, before, _key())):
        raise _not_as_written(Words("De laatste regel", "The last line"))
    return line.number, mac, start + end


def _parsed(raw: bytes) -> tuple[Line | None, str]:
    """A line and its MAC as they stand; None when it is no line."""
    try:
        data = json.loads(raw)
        at = datetime.fromisoformat(data["at"])
        line = Line(data["n"], at, UUID(data["holder"]), data["kind"], data["why"], data["norm"])
        return line, str(data["mac"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, ""


def _not_as_written(which: Words) -> Tampered:
    return Tampered(
        Words(
            "{which} van het vernietigingsregister is niet zoals hij geschreven is.",
            "{which} of the destruction ledger is not as it was written.",
        ).with_(which=which)
    )


def _as_data(line: Line) -> dict[str, object]:
    return {
        "v": 1,
        "n": line.number,
        "at": line.at.isoformat(),
        "holder": str(line.holder),
        "kind": line.kind,
        "why": line.why,
        "norm": line.norm,
    }


def _key() -> bytes:
    return derive(settings.ENVIRONMENT.log_key, "destruction ledger")


def _mac(line: Line, before: str, key: bytes) -> str:
    text = before + json.dumps(_as_data(line), separators=(",", ":"))
    return hmac.new(key, text.encode(), sha256).hexdigest()
