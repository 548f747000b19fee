"""A folder of backups: which there are, which one a restore takes, and which ones are too old to stay."""

from __future__ import annotations

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

    A newer file that cannot be read is no reason to take an older one: whoever restores must know, and choose.

    The keys are those of the same backup, or of the first later one: later keys open everything that is older, except
    what was destroyed meanwhile. Older keys would leave new persons unreadable, so they are never taken.
    """
    kept, unreadable = _all_of(folder, "data")
    wanted = [one for one in kept if label in (None, one.header.label)]
    for name, refused in unreadable:
        newest = label is None and (not wanted or _second_of(name) >= _second_of(wanted[-1].path.name))
        if newest or name == name_of("data", label or ""):
            raise refused
    if not wanted:
        raise BackupRefused(
            Words("In deze map staat die reservekopie niet.", "There is no such backup in this folder.")
        )
    data = wanted[-1]
    if keep_keys:
        return Pair(data, None)
    keys, unreadable = _all_of(folder, "keys")
    fitting = [one for one in keys if one.header.made_at >= data.header.made_at]
    for name, refused in unreadable:
        if name == name_of("keys", data.header.label):
            raise refused
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
    for one in _all_of(folder, kind)[0]:
        if one.header.made_at < before and one.header.label != keep:
            one.path.unlink(missing_ok=True)
            removed.append(one.path.name)
    return sorted(removed)


def _second_of(name: str) -> str:
    """The part of a file's name that says when it was made."""
    return name.rpartition("-")[0]


def _all_of(folder: Path, kind: str) -> tuple[list[Container], list[tuple[str, BackupRefused]]]:
    """The containers of one kind, oldest first; and by name the files that are damaged, or of a newer release."""
    found, unreadable = [], []
    for path in sorted(folder.glob(name_of(kind, "*"))):
        try:
            container = Container(path)
        except BackupRefused as refused:
            unreadable.append((path.name, refused))
            continue
        if container.header.kind == kind:
            found.append(container)
    return sorted(found, key=lambda one: one.header.made_at), unreadable
