"""What an independent tool reads in a photo or film, where this machine has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

EXIFTOOL: Final = shutil.which("exiftool") or ""
needs_exiftool = pytest.mark.skipif(not EXIFTOOL, reason="exiftool is not on this machine")


def seen_by_exiftool(data: bytes, path: Path) -> dict[str, object]:
    """Its tags by group and name, those of what lies within included. `path` is where it may lie meanwhile."""
    path.write_bytes(data)
    said = subprocess.run([EXIFTOOL, "-json", "-G1", "-a", "-u", "-ee", str(path)], capture_output=True, check=True)
    tags: dict[str, object] = json.loads(said.stdout)[0]
    return tags
