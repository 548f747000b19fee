"""A folder of backups: which there are, which one a restore takes, and which ones are too old to stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vuistregel.keys.backup.container import SUFFIX, Container
from vuistregel.keys.errors import BackupRefused
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Pair:
    """What a restore works with: the data, and the keys that belong to them (None: keep the present key store)."""

    data: Container
    keys: Container | None


def name_of(kind: str, label: str) -> str:
    return f"{kind}-{label}{SUFFIX}"


def choose(folder: Path, label: str | None, *, keep_keys: bool) -> Pair:
    """The newest backup of a folder, or the one with this label. Raises BackupRefused when it cannot be restored.

    The keys are those of the same backup, or of the first later one: later keys open everything that is older, except
    what was destroyed meanwhile. Older keys would leave new persons unreadable, so they are never taken.
    """
    kept = sorted(_containers(folder, "data"), key=lambda one: one.header.made_at)
    wanted = [one for one in kept if label in (None, one.header.label)]
    if not wanted:
        raise BackupRefused(
            Words("In deze map staat die reservekopie niet.", "There is no such backup in this folder.")
        )
    data = wanted[-1]
    if keep_keys:
        return Pair(data, None)
    keys = sorted(_containers(folder, "keys"), key=lambda one: one.header.made_at)
    fitting = [one for one in keys if one.header.made_at >= data.header.made_at]
    if not fitting:
        raise BackupRefused(
            Words(
                "Bij deze kopie horen geen sleutels meer. Is de sleutelopslag van het huis er nog? Gebruik dan "
                "--keep-keys.",
                "No keys are left for this backup. Does the house still have its key store? Then use --keep-keys.",
            )
        )
    return Pair(data, fitting[0])


def prune(folder: Path, kind: str, before: datetime, *, keep: str) -> list[str]:
    """Remove the backups of one kind that were made before a moment, except the one just made; gives their names."""
    removed = []
    for one in _containers(folder, kind):
        if one.header.made_at < before and one.header.label != keep:
            one.path.unlink(missing_ok=True)
            removed.append(one.path.name)
    return sorted(removed)


def _containers(folder: Path, kind: str) -> Iterator[Container]:
    for path in folder.glob(name_of(kind, "*")):
        try:
            container = Container(path)
        except BackupRefused:
            continue  # not ours, or of a newer release: neither used nor removed
        if container.header.kind == kind:
            yield container
