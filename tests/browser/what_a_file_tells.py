"""What somebody could learn from a photo that goes along: looked for in its bytes, and with an independent tool."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vuistregel.media.pictures.tests import cameras
from vuistregel.media.pictures.tests.exiftool import EXIFTOOL, seen_by_exiftool

#: The groups in which the tool puts what a camera or an owner wrote, and not what every picture has.
_WRITTEN: Final = ("IFD", "ExifIFD", "GPS", "XMP", "IPTC", "Photoshop", "MakerNotes", "SubIFD", "InteropIFD")


def told_by(data: bytes, folder: Path) -> list[str]:
    """The secrets of the camera that are in these bytes, and what the tool reads in them where there is one."""
    found = [repr(secret) for secret in cameras.SECRETS if secret in data]
    if data[2:].count(b"\xff\xd8\xff"):
        found.append("a second picture")
    return found + _read_by_tool(data, folder)


def _read_by_tool(data: bytes, folder: Path) -> list[str]:
    if not EXIFTOOL:
        return []
    read = seen_by_exiftool(data, folder / "looked_at.jpg")
    return sorted(name for name in read if name.startswith(_WRITTEN) or name.endswith("Comment"))
