"""A file out of the spool as a path that readers can open, without ever lying in the clear on a disk.

The bytes stand in memory of the kernel that belongs to this process (memfd): when it ends or is killed they are gone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vuistregel.keys.spool import Spool


@contextmanager
def file_of(box: Spool, stream: str) -> Iterator[Path]:
    """The blob of a stream as a file. Raises SpoolGone. Sizes up to the limit of an upload (see keys.uploads)."""
    handle = os.memfd_create("roster", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(handle), "wb") as out, box.open(stream) as sealed:
            shutil.copyfileobj(sealed, out)
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)
