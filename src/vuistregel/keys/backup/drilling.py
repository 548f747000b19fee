"""A restore drill: a backup is restored beside the house, looked through, and thrown away; the house is not touched."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from vuistregel import clock, norms
from vuistregel.keys import boardkeys, holders
from vuistregel.keys.backup import folder, hooks, postgres, sqlite
from vuistregel.keys.backup.container import Container, Manifest
from vuistregel.keys.backup.making import scratch
from vuistregel.keys.errors import KeysError
from vuistregel.keys.models import BackupRecord, HolderKey
from vuistregel.keys.router import ALIAS
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill saw. It passed when there are no problems, and only then it counts as proof."""

    label: str
    made_at: datetime
    rows: int
    stored_files: int
    keys_opened: int
    problems: tuple[Words, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_data(self, language: str) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "label": self.label,
            "made_at": self.made_at.isoformat(),
            "rows": self.rows,
            "stored_files": self.stored_files,
            "keys_opened": self.keys_opened,
            "problems": [problem.in_(language) for problem in self.problems],
        }


def drill(where: Path, *, label: str | None = None) -> Drilled:
    """Restore a backup beside the house: is it whole, are all rows there, does every key open, does the log verify?

    Raises KeysError for a backup that cannot be restored at all. A drill that passed is recorded.
    """
    pair = folder.choose(where, label, keep_keys=False)
    parts = [(part, alias) for part, alias in ((pair.data, DEFAULT_DB_ALIAS), (pair.keys, ALIAS)) if part]
    problems: list[Words] = []
    rows = opened = 0
    with scratch("drill") as place, ExitStack() as stack:
        manifests = [container.check() for container, _ in parts]
        for (container, alias), manifest in zip(parts, manifests, strict=True):
            counts = stack.enter_context(_standing_in(alias, container, manifest, place))
            rows += sum(counts.values())
            problems += _differences(manifest, counts)
        opened = _open_every_key(problems)
        for check in hooks.drill_checks:
            problems += check()
    drilled = Drilled(
        pair.data.header.label, pair.data.header.made_at, rows, manifests[0].files, opened, tuple(problems)
    )
    if drilled.ok:
        BackupRecord.objects.create(
            kind="drill",
            label=drilled.label,
            made_at=drilled.made_at,
            finished_at=clock.now(),
            norms_release=norms.release(),
        )
    return drilled


@contextmanager
def _standing_in(alias: str, container: Container, manifest: Manifest, place: Path) -> Iterator[dict[str, int]]:
    """The restored copy as this process's database `alias` while the block runs; gives its rows per table."""
    present = connections[alias]
    if manifest.engine != present.vendor:
        raise KeysError(
            Words(
                "De kopie is van een {theirs}-database; dit huis gebruikt {ours}.",
                "The backup is of a {theirs} database; this house uses {ours}.",
            ).with_(theirs=manifest.engine, ours=present.vendor)
        )
    stand_in = present.copy()
    stand_in.settings_dict = copy.deepcopy(present.settings_dict)
    if manifest.engine == "sqlite":
        restored = place / f"{alias}.sqlite3"
        sqlite.unpack(alias, container.entries(), restored)
        with closing(sqlite3.connect(restored)) as database:
            counts = sqlite.count(database)
        stand_in.settings_dict["NAME"] = str(restored)
    connections[alias] = stand_in
    try:
        if manifest.engine == "sqlite":
            yield counts
            return
        postgres.refuse_another_shape(alias, manifest)
        with transaction.atomic(using=alias), stand_in.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            postgres.make_empty_tables(cursor, f"drill_{uuid4().hex[:12]}")
            postgres.copy_in(cursor, container.entries())
            yield postgres.count(cursor)
            transaction.set_rollback(True, using=alias)
    finally:
        stand_in.close()
        connections[alias] = present


def _differences(manifest: Manifest, counts: dict[str, int]) -> list[Words]:
    return [
        Words(
            "Tabel {table} heeft {found} rijen in plaats van {expected}.",
            "Table {table} has {found} rows instead of {expected}.",
        ).with_(table=table, found=counts.get(table, 0), expected=expected)
        for table, expected in manifest.tables.items()
        if counts.get(table) != expected
    ]


def _open_every_key(problems: list[Words]) -> int:
    """Unwrap every holder's key of the restored copy; the first that does not open is told."""
    opened = 0
    try:
        for row in HolderKey.objects.iterator(chunk_size=2000):
            boardkeys.unwrap(row.board_key, row.board, row.wrapped, holders.place(row.holder, row.kind))
            opened += 1
    except KeysError as error:
        problems.append(error.words)
    return opened
