"""How a sweep knows that a temporary file is still in use: its writer holds a lock, which dies with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def create(path: Path) -> BinaryIO:
    """A new file, for its owner only, marked as in use until it is closed or its process ends, however it ends."""
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        fcntl.flock(file, fcntl.LOCK_EX)
        # A sweep may have come between making and marking: then the name is gone, and it is made again.
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()


@contextmanager
def unless_in_use(path: Path) -> Iterator[bool]:
    """True, with the lock held meanwhile, when no living process uses this file or folder; else False."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time within; the others wait. `path` is a file that is there for this alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """A folder marked as in use while the block runs."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)
