"""Restoring a backup: all of it is read and checked first; then files, data and keys take their places.

The order makes a kill harmless. Files come first (nobody refers to them yet), then the data, then the keys: between the
last two the house has old data with newer keys, which open everything. Keys of persons who were destroyed since are
deleted from the fresh key store before it takes its place; what follows (`finishing`) is done by this process, or by
the next one that works in the house.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from vuistregel.keys import destruction, envelope, files, ledger, locks, working
from vuistregel.keys.backup import finishing, folder, postgres, sqlite
from vuistregel.keys.backup.container import Container, Manifest
from vuistregel.keys.errors import BackupRefused
from vuistregel.keys.router import ALIAS
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that stands. `destroyed_again` counts the holders of the ledger whose rows were deleted once more."""

    label: str
    made_at: datetime
    finished_at: datetime
    rows: int
    stored_files: int
    destroyed_again: int

    def as_data(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "made_at": self.made_at.isoformat(),
            "finished_at": self.finished_at.isoformat(),
            "rows": self.rows,
            "stored_files": self.stored_files,
            "destroyed_again": self.destroyed_again,
        }


def restore(where: Path, *, label: str | None = None, keep_keys: bool = False) -> Restored:
    """Put a backup in the place of the present house. Raises KeysError, and then nothing was changed.

    `keep_keys` restores the data only and keeps the present key store: for older data of a house that still stands.
    After a kill it can simply be run again.
    """
    with working.nobody_at_work():
        return _restore(where, label=label, keep_keys=keep_keys)


def _restore(where: Path, *, label: str | None, keep_keys: bool) -> Restored:
    pair = folder.choose(where, label, keep_keys=keep_keys)
    parts = [(container, alias) for container, alias in ((pair.data, "default"), (pair.keys, ALIAS)) if container]
    manifests = {alias: _checked(container, alias) for container, alias in parts}
    _refuse_another_log_key(manifests["default"])
    destroyed = [line.holder for line in ledger.lines()]
    with ExitStack() as stack:
        fresh: dict[str, Path] = {}
        for container, alias in parts:
            if manifests[alias].engine == "sqlite":
                fresh[alias] = _unpacked(container, alias, destroyed, stack)
        for alias in fresh:
            stack.enter_context(sqlite.nobody_working(alias))
        _put_files(pair.data)
        finishing.begin(pair.data.header.label, pair.data.header.made_at)
        for container, alias in parts:
            if alias in fresh:
                sqlite.swap(alias, fresh[alias])
            else:
                postgres.load(alias, container.entries(), destroyed if alias == ALIAS else ())
    return _finish(pair.data, manifests, list(fresh))


def _finish(data: Container, manifests: dict[str, Manifest], swapped: list[str]) -> Restored:
    for alias in swapped:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    files.sweep()
    finished = finishing.finish()
    destruction.scrub()
    manifest = manifests["default"]
    rows = sum(sum(one.tables.values()) for one in manifests.values())
    return Restored(data.header.label, data.header.made_at, finished.at, rows, manifest.files, finished.again)


def _checked(container: Container, alias: str) -> Manifest:
    """The manifest of a container that is whole and fits this house. Raises Tampered, BackupRefused."""
    manifest = container.check()
    engine = connections[alias].vendor
    if manifest.engine != engine:
        raise BackupRefused(
            Words(
                "De kopie is van een {theirs}-database; dit huis gebruikt {ours}.",
                "The backup is of a {theirs} database; this house uses {ours}.",
            ).with_(theirs=manifest.engine, ours=engine)
        )
    if engine == "postgresql":
        postgres.refuse_another_shape(alias, manifest)
    elif {tuple(row) for row in manifest.migrations} - _known_migrations():
        raise BackupRefused(
            Words(
                "De kopie is gemaakt door Vuistregel {release}, en dat is nieuwer. Installeer die versie eerst.",
                "The backup was made by Vuistregel {release}, which is newer. Install that version first.",
            ).with_(release=manifest.release)
        )
    return manifest


def _refuse_another_log_key(manifest: Manifest) -> None:
    """The log of the backup would never verify again. Raises BackupRefused."""
    if manifest.log_key not in {"", envelope.fingerprint(settings.ENVIRONMENT.log_key).hex()}:
        raise BackupRefused(
            Words(
                "VUISTREGEL_LOG_KEY past niet: het logboek in deze kopie is met een andere sleutel geschreven. "
                "Zet eerst de goede sleutel terug; er is niets veranderd.",
                "VUISTREGEL_LOG_KEY does not fit: the log in this backup was written with another key. "
                "Put the right key back first; nothing was changed.",
            )
        )


def _known_migrations() -> set[tuple[str, ...]]:
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return set(loader.disk_migrations) | replaced


def _unpacked(container: Container, alias: str, destroyed: list[UUID], stack: ExitStack) -> Path:
    target = sqlite.beside(alias)
    stack.callback(target.unlink, missing_ok=True)
    sqlite.unpack(alias, container.entries(), target)
    # A sweep must not take it for what a kill left.
    stack.enter_context(locks.in_use(target))
    if alias == ALIAS:
        sqlite.forget_holders(target, destroyed)
    return target


def _put_files(data: Container) -> None:
    """The sealed files of the backup, each whole or not at all; those of this house that are newer stay until swept."""
    root = Path(settings.ENVIRONMENT.var) / "files"
    for name, pieces in data.entries():
        if not name.startswith("file/"):
            continue
        target = root / name.removeprefix("file/")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_suffix(".half")
        draft.unlink(missing_ok=True)
        with locks.create(draft) as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
            draft.rename(target)
