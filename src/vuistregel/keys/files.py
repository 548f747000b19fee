"""Files of a holder: sealed in chunks under the holder's key, outside the databases, under no public address.

A file's bytes lie in the data folder under a number; the key store knows whose it is. It dies with its holder's key.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from vuistregel import clock
from vuistregel.keys import filetypes, holders, locks
from vuistregel.keys.destruction import stored_path
from vuistregel.keys.errors import FileRefused, Tampered
from vuistregel.keys.models import StoredFile
from vuistregel.keys.stream import CHUNK, SealedWriter, Source, open_sealed
from vuistregel.words import Words

#: What one file may hold when the caller names no other limit, in bytes.
LIMIT: Final = 50 * 1024 * 1024

EMPTY: Final = Words("Het bestand is leeg.", "The file is empty.")
NOT_ALLOWED: Final = Words(
    "Dit soort bestand ({type}) kan hier niet. Wel: {allowed}.",
    "This type of file ({type}) cannot be used here. What can: {allowed}.",
)
TOO_BIG: Final = Words(
    "Het bestand is te groot. Het mag hoogstens {megabytes} MB zijn.",
    "The file is too large. It can be {megabytes} MB at most.",
)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that was taken in; `size` is that of the clear bytes, `sha256` is of the sealed ones."""

    uuid: UUID
    holder: UUID
    size: int
    type: str
    sha256: str
    written_at: datetime


def write(board: UUID, holder: UUID, stream: Source, *, allowed: Collection[str], limit: int = LIMIT) -> SealedFile:
    """Take a file in. Raises FileRefused (type, size, empty), KeyDestroyed, KeyMissing; then nothing is left of it.

    `allowed` are names from `filetypes.ALL_TYPES`. The file is on disk when this returns. It does not roll back with
    the caller's transaction: an action that fails afterwards calls `delete`.
    """
    key = holders.key_of(holder)
    head = _full_read(stream, filetypes.LOOKED_AT)
    kind = filetypes.type_of(head)
    if not head:
        raise FileRefused(EMPTY)
    if kind not in allowed:
        raise FileRefused(NOT_ALLOWED.with_(type=kind, allowed=", ".join(sorted(allowed))))
    number = uuid4()
    target = stored_path(board, number)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_suffix(".half")
    try:
        # The draft stays open, thus marked as in use, until it has its row and its name.
        with locks.create(draft) as out:
            size, digest = _seal_to(out, key, _place(board, holder, number), head, stream, limit)
            row = StoredFile(
                file=number, board=board, holder=holder, size=size, type=kind, sha256=digest, written_at=clock.now()
            )
            row.save(force_insert=True)
            draft.rename(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        StoredFile.objects.filter(file=number).delete()
        raise
    return _described(row)


def open(file: UUID) -> io.BufferedReader:  # noqa: A001  (read as `files.open`)
    """The clear content as a binary file that can be read from any place. Close it.

    Raises FileNotFoundError for a file that is unknown, deleted or destroyed with its holder, and Tampered, also while
    reading, for whatever is not as it was written.
    """
    row = _row(file)
    key = holders.key_of(row.holder)
    below = stored_path(row.board, row.file).open("rb")
    try:
        opened = open_sealed(below, key, _place(row.board, row.holder, row.file))
        if opened.raw.size != row.size:  # type: ignore[attr-defined]
            raise Tampered
    except BaseException:
        below.close()
        raise
    return opened


def describe(file: UUID) -> SealedFile:
    """What is known of a file without opening it. Raises FileNotFoundError."""
    return _described(_row(file))


def delete(file: UUID) -> None:
    """Delete one file; its holder keeps the key. Doing it again changes nothing."""
    row = StoredFile.objects.filter(file=file).first()
    if row:
        StoredFile.objects.filter(file=file).delete()
        stored_path(row.board, file).unlink(missing_ok=True)


def sweep() -> int:
    """Remove what a kill or a restore left: halves and files without a row, rows without a file. Returns how many."""
    removed = 0
    root = stored_path(UUID(int=0), UUID(int=0)).parents[2]
    for path in sorted(root.glob("*/??/*")):
        with locks.unless_in_use(path) as free:
            if free and not StoredFile.objects.filter(file=UUID(path.stem)).exists():
                path.unlink(missing_ok=True)
                removed += 1
    for row in StoredFile.objects.iterator():
        path = stored_path(row.board, row.file)
        if not path.exists() and not path.with_suffix(".half").exists():
            removed += StoredFile.objects.filter(file=row.file).delete()[0]
    return removed


def _seal_to(out: BinaryIO, key: bytes, place: bytes, head: bytes, rest: Source, limit: int) -> tuple[int, str]:
    """Seal head and rest into a file until the disk holds it; its clear size and the hash of its sealed bytes."""
    writer = SealedWriter(out, key, place)
    piece = head
    while piece:
        writer.write(piece)
        if writer.size > limit:
            raise FileRefused(TOO_BIG.with_(megabytes=limit // 1024**2))
        piece = rest.read(CHUNK)
    writer.finish()
    out.flush()
    os.fsync(out.fileno())
    out.seek(0)
    digest = sha256()
    while sealed := out.read(1024 * 1024):
        digest.update(sealed)
    return writer.size, digest.hexdigest()


def _full_read(stream: Source, size: int) -> bytes:
    """As many bytes as asked for, also from a stream that gives them in small pieces."""
    parts: list[bytes] = []
    while size and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _row(file: UUID) -> StoredFile:
    row = StoredFile.objects.filter(file=file).first()
    if row is None:
        raise FileNotFoundError(str(file))
    return row


def _described(row: StoredFile) -> SealedFile:
    return SealedFile(row.file, row.holder, row.size, row.type, row.sha256, row.written_at)


def _place(board: UUID, holder: UUID, file: UUID) -> bytes:
    return b"file" + board.bytes + holder.bytes + file.bytes
