"""What somebody could learn from a photo that goes along: looked for in its bytes, and with an independent tool."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

from vuistregel.media.pictures.tests import cameras

EXIFTOOL: Final = shutil.which("exiftool")
#: The groups in which the tool puts what a camera or an owner wrote, and not what every picture has.
_WRITTEN: Final = ("IFD", "ExifIFD", "GPS", "XMP", "IPTC", "Photoshop", "MakerNotes", "SubIFD", "InteropIFD")


def told_by(data: bytes, folder: Path) -> list[str]:
    """The secrets of the camera that are in these bytes, and what the tool reads in them where there is one."""
    found = [repr(secret) for secret in cameras.SECRETS if secret in data]
    if data[2:].count(b"\xff\xd8\xff"):
        found.append("a second picture")
    return found + _read_by_tool(data, folder)


def _read_by_tool(data: bytes, folder: Path) -> list[str]:
    if EXIFTOOL is None:
        return []
    path = folder / "looked_at.jpg"
    path.write_bytes(data)
    said = subprocess.run([EXIFTOOL, "-json", "-G1", "-a", "-u", "-ee", str(path)], capture_output=True, check=True)
    read = json.loads(said.stdout)[0]
    return sorted(name for name in read if name.startswith(_WRITTEN) or name.endswith("Comment"))
