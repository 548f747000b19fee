"""Making a backup: the data with their files, then the keys, in two sealed files of one folder.

The order matters. Whoever is added between the two has a key too many, which harms nothing; the other way round the
data would hold persons whose keys are in no backup.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connections

from vuistregel import __version__, clock, norms
from vuistregel.keys import boardkeys, envelope, locks, spool
from vuistregel.keys.backup import container, folder, postgres, sqlite
from vuistregel.keys.models import BackupRecord
from vuistregel.keys.router import ALIAS

#: The databases of a backup: kind and alias, in the order in which they are read.
KINDS = (("data", "default"), ("keys", ALIAS))


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands. Sizes are in bytes; `pruned` are the names of older ones that were removed."""

    label: str
    made_at: datetime
    files: tuple[Path, Path]
    sizes: tuple[int, int]
    rows: int
    stored_files: int
    pruned: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "made_at": self.made_at.isoformat(),
            "files": [path.name for path in self.files],
            "bytes": list(self.sizes),
            "rows": self.rows,
            "stored_files": self.stored_files,
            "pruned": list(self.pruned),
        }


def make(where: Path) -> Made:
    """Back up both databases and the files into a folder, and remove what the norms say is too old.

    Neither file is there under its name before both are on disk. Raises KeysError; what was begun is then removed.
    """
    made_at = clock.now()
    label = f"{made_at:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}"
    boardkeys.writing_with()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    drafts = [where / f"{folder.name_of(kind, label)}.half" for kind, _ in KINDS]
    try:
        with scratch("backup") as place:
            manifests = [
                _write(draft, kind, alias, label, made_at, place)
                for draft, (kind, alias) in zip(drafts, KINDS, strict=True)
            ]
        files = tuple(draft.with_suffix("") for draft in drafts)
        hashes = [_sha256(draft) for draft in drafts]
        for draft, file in reversed(list(zip(drafts, files, strict=True))):
            draft.rename(file)
        sync_folder(where)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    pruned = _prune(where, label)
    sizes = (files[0].stat().st_size, files[1].stat().st_size)
    BackupRecord.objects.create(
        kind="backup",
        label=label,
        made_at=made_at,
        finished_at=clock.now(),
        data_bytes=sizes[0],
        keys_bytes=sizes[1],
        data_sha256=hashes[0],
        keys_sha256=hashes[1],
        norms_release=norms.release(),
    )
    rows = sum(sum(manifest.tables.values()) for manifest in manifests)
    return Made(label, made_at, (files[0], files[1]), sizes, rows, manifests[0].files, tuple(pruned))


@contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A folder for copies of databases on their way; a sweep removes it when its process was killed."""
    place = spool.root() / f"{purpose}-{uuid4().hex}"
    place.mkdir(mode=0o700, parents=True)
    try:
        with locks.in_use(place):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sync_folder(where: Path) -> None:
    """See that the names in a folder are on disk."""
    descriptor = os.open(where, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(draft: Path, kind: str, alias: str, label: str, made_at: datetime, place: Path) -> container.Manifest:
    name = boardkeys.newest()
    fingerprint = envelope.fingerprint(boardkeys.named(name)).hex()
    header = container.Header(kind, label, made_at, name, fingerprint)
    with locks.create(draft) as out:
        writer = container.start(out, header)
        engine = connections[alias].vendor
        tables, migrations = (
            postgres.dump(alias, writer) if engine == "postgresql" else sqlite.dump(alias, writer, place)
        )
        files = _add_files(writer) if kind == "data" else 0
        log_key = envelope.fingerprint(settings.ENVIRONMENT.log_key).hex()
        manifest = container.Manifest(engine, tables, migrations, files, __version__, norms.release(), log_key)
        writer.finish(manifest)
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _add_files(writer: container.Writer) -> int:
    """The sealed files as they lie; each stays sealed under its holder's key within the backup."""
    root = Path(settings.ENVIRONMENT.var) / "files"
    added = 0
    for path in sorted(root.glob("*/??/*")):
        if path.suffix:
            continue
        try:
            source = path.open("rb")
        except FileNotFoundError:
            continue  # destroyed a moment ago
        with source:
            writer.begin(f"file/{path.relative_to(root)}")
            writer.copy(source)
        added += 1
    return added


def _prune(where: Path, label: str) -> list[str]:
    for half in where.glob(f"*{container.SUFFIX}.half"):
        with locks.unless_in_use(half) as left_behind:
            if left_behind:
                half.unlink(missing_ok=True)
    now = clock.now()
    of_today = norms.on(clock.day_of(now))
    return [
        *folder.prune(where, "data", of_today["backup.max-keep"].before(now), keep=label),
        *folder.prune(where, "keys", of_today["key-backup.max-keep"].before(now), keep=label),
    ]


def _sha256(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            digest.update(piece)
    return digest.hexdigest()
