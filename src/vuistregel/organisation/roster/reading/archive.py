"""Looks at a zip before a byte of it is unpacked: what is inside, how big it becomes, whether it is safe to open."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import refuse

_ENCRYPTED = 0x1
_SYSTEM_FOLDERS = ("__MACOSX/",)
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar")


def guarded_members(path: Path, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The members of a zip by their name, folders and the system's own files left out. Raises Refused.

    Judged by the zip's own directory; Python never unpacks more of a member than that directory says.
    """
    infos = _listed(path)
    if len(infos) > limits.members:
        raise refuse("zip.members")
    members: dict[str, zipfile.ZipInfo] = {}
    unpacked = 0
    for info in infos:
        if info.is_dir() or info.filename.startswith(_SYSTEM_FOLDERS):
            continue
        name = info.filename
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or not name.isprintable():
            raise refuse("zip.path", name=name)
        if info.flag_bits & _ENCRYPTED:
            raise refuse("zip.encrypted")
        if name.lower().endswith(_ARCHIVES):
            raise refuse("zip.nested", name=name)
        if name in members:
            raise refuse("zip.double", name=name)
        unpacked += info.file_size
        too_dense = info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1)
        if unpacked > limits.unpacked or too_dense:
            raise refuse("zip.bomb")
        members[name] = info
    return members


def _listed(path: Path) -> list[zipfile.ZipInfo]:
    """What the zip's own directory lists. Broken when it cannot be read, or when something in it has no name."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeError, ValueError, OSError, EOFError) as error:
        raise refuse("zip.broken") from error
    if not all(info.filename for info in infos):
        raise refuse("zip.broken")
    return infos
