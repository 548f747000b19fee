"""Temporary storage for uploads and for what an import stages: sealed under a key of its own, and gone after a term.

A spool holds named streams, each made of parts that are complete or not there: a blob (one file) or records (JSON,
framed). Whoever is killed while writing leaves a part that nobody can read and that the next sweep removes. It is no
place for what must be kept: it is in no backup, and the sweep asks nobody.

    box = spool.create(board)
    box.take("upload", request.FILES["file"])
    with box.writer("pupils") as out:
        out.append({"key": "7", "family_name": "Aarsen"})
    for record in spool.load(box.id).records("pupils"): ...
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from vuistregel import clock
from vuistregel.keys import boardkeys, envelope, locks
from vuistregel.keys.errors import FileRefused, SpoolGone, Tampered
from vuistregel.keys.files import TOO_BIG
from vuistregel.keys.models import SpoolKey
from vuistregel.keys.router import ALIAS
from vuistregel.keys.stream import SealedWriter, Source, open_sealed

_LENGTH: Final = 4
_PIECE: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Spool:
    """One temporary storage; `id` finds it again in another process (`load`)."""

    id: UUID
    board: UUID
    made_at: datetime
    _key: bytes

    @contextmanager
    def writer(self, stream: str) -> Iterator[RecordWriter]:
        """Append records to a stream. They are there once the block ends well, and not at all when it does not."""
        with self._part(stream) as sealed:
            yield RecordWriter(sealed)

    def records(self, stream: str) -> Iterator[Any]:
        """The records of a stream in the order of writing. Raises SpoolGone, Tampered."""
        for number in range(self._parts(stream)):
            with self._open(stream, number) as part:
                while head := part.read(_LENGTH):
                    length = int.from_bytes(head, "big")
                    frame = part.read(length)
                    if len(frame) != length:
                        raise Tampered
                    yield json.loads(frame)

    def take(self, stream: str, source: Source, *, limit: int | None = None) -> int:
        """Store a blob; returns its size in bytes. Raises FileRefused above `limit` bytes; then nothing is kept."""
        with self._part(stream) as sealed:
            source.seek(0)
            while piece := source.read(_PIECE):
                sealed.write(piece)
                if limit is not None and sealed.size > limit:
                    raise FileRefused(TOO_BIG.with_(megabytes=limit // 1024**2))
        return sealed.size

    def open(self, stream: str) -> io.BufferedReader:
        """The last blob of a stream as a binary file with seek. Raises SpoolGone, Tampered. Close it."""
        count = self._parts(stream)
        if not count:
            raise SpoolGone
        return self._open(stream, count - 1)

    def has(self, stream: str) -> bool:
        return self._parts(stream) > 0

    def delete(self) -> None:
        """Remove everything of it: first the key, then the bytes that nobody can read any more."""
        SpoolKey.objects.filter(spool=self.id).delete()
        shutil.rmtree(_folder(self.id), ignore_errors=True)

    def _parts(self, stream: str) -> int:
        row = SpoolKey.objects.filter(spool=self.id).first()
        if row is None:
            raise SpoolGone
        return int(row.parts.get(stream, 0))

    @contextmanager
    def _part(self, stream: str) -> Iterator[SealedWriter]:
        draft = _folder(self.id) / f"{uuid4().hex}.half"
        try:
            with locks.create(draft) as out:
                number = self._parts(stream)
                sealed = SealedWriter(out, self._key, self._place(stream, number))
                yield sealed
                sealed.finish()
                out.flush()
                self._count(draft, stream, number)
        except FileNotFoundError:
            raise SpoolGone from None
        finally:
            draft.unlink(missing_ok=True)

    def _count(self, draft: Path, stream: str, number: int) -> None:
        with transaction.atomic(using=ALIAS):
            row = SpoolKey.objects.select_for_update().filter(spool=self.id).first()
            if row is None or row.parts.get(stream, 0) != number:
                raise SpoolGone
            row.parts[stream] = number + 1
            draft.rename(self._path(stream, number))
            row.save(update_fields=["parts"])

    def _open(self, stream: str, number: int) -> io.BufferedReader:
        try:
            return open_sealed(self._path(stream, number).open("rb"), self._key, self._place(stream, number))
        except FileNotFoundError:
            raise SpoolGone from None

    def _path(self, stream: str, number: int) -> Path:
        if not stream.isidentifier():
            raise ValueError(f"A stream's name is a plain word, not {stream!r}")
        return _folder(self.id) / f"{stream}-{number:06}.part"

    def _place(self, stream: str, number: int) -> bytes:
        return b"spool" + self.id.bytes + number.to_bytes(4, "big") + stream.encode()


class RecordWriter:
    """Appends records to one part of a spool."""

    def __init__(self, sealed: SealedWriter) -> None:
        self._sealed = sealed
        self.count = 0

    def append(self, record: Any) -> None:
        """One record: anything that JSON can hold."""
        frame = json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()
        self._sealed.write(len(frame).to_bytes(_LENGTH, "big") + frame)
        self.count += 1


def create(board: UUID) -> Spool:
    """A new, empty spool of a board."""
    box = Spool(uuid4(), board, clock.now(), envelope.new_key())
    name = boardkeys.writing_with()
    wrapped = envelope.wrap(boardkeys.cipher(name, board), box._key, key_place(box.id))
    folder = _folder(box.id)
    folder.mkdir(mode=0o700, parents=True)
    with locks.in_use(folder):
        SpoolKey.objects.create(spool=box.id, board=board, board_key=name, wrapped=wrapped, made_at=box.made_at)
    return box


def load(spool: UUID) -> Spool:
    """A spool made earlier, perhaps by another process. Raises SpoolGone when it was deleted or swept."""
    row = SpoolKey.objects.filter(spool=spool).first()
    if row is None:
        raise SpoolGone
    key = boardkeys.unwrap(row.board_key, row.board, row.wrapped, key_place(spool))
    return Spool(spool, row.board, row.made_at, key)


def sweep(now: datetime, term: timedelta) -> int:
    """Remove every spool older than `term` and whatever a kill left behind; returns how many things went.

    Left behind are: uploads and halves whose process is gone, folders without a key, keys without a folder.
    """
    removed = 0
    for row in SpoolKey.objects.filter(made_at__lte=now - term):
        SpoolKey.objects.filter(spool=row.spool).delete()
        shutil.rmtree(_folder(row.spool), ignore_errors=True)
        removed += 1
    for path in sorted(root().glob("*")):
        removed += _sweep_folder(path) if path.is_dir() else _sweep_file(path)
    for row in SpoolKey.objects.all():
        if not _folder(row.spool).exists():
            removed += SpoolKey.objects.filter(spool=row.spool).delete()[0]
    return removed


def root() -> Path:
    """Where temporary things lie; only what is sealed, or a copy of a database on its way to or from a backup."""
    return Path(settings.ENVIRONMENT.var) / "spool"


def _sweep_folder(folder: Path) -> int:
    with locks.unless_in_use(folder) as free:
        if not free:
            return 0
        if not _is_number(folder.name) or not SpoolKey.objects.filter(spool=UUID(folder.name)).exists():
            shutil.rmtree(folder, ignore_errors=True)
            return 1
    return sum(_sweep_file(half) for half in folder.glob("*.half"))


def _sweep_file(path: Path) -> int:
    with locks.unless_in_use(path) as free:
        if free:
            path.unlink(missing_ok=True)
    return int(free)


def _is_number(name: str) -> bool:
    return len(name) == 32 and all(letter in "0123456789abcdef" for letter in name)


def _folder(spool: UUID) -> Path:
    return root() / spool.hex


def key_place(spool: UUID) -> bytes:
    """What the wrapped key of a spool is bound to."""
    return b"spool" + spool.bytes
