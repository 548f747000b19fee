"""Whether the house is at work: its long processes mark the data folder while they live, and a restore wants none.

A process that is idle has no database open, so the databases cannot tell.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from vuistregel.keys import locks
from vuistregel.keys.errors import HouseRunning


@contextmanager
def at_work() -> Iterator[None]:
    """This process works in the house while the block runs. Waits for a restore that is going on."""
    with locks.in_use(_house()):
        yield


def at_work_for_good() -> None:
    """This process works in the house as long as it lives, and so does the program that takes its place (exec)."""
    descriptor = os.open(_house(), os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    os.set_inheritable(descriptor, True)


@contextmanager
def nobody_at_work() -> Iterator[None]:
    """The house for us alone. Raises HouseRunning while another process of it lives."""
    with locks.unless_in_use(_house()) as free:
        if not free:
            raise HouseRunning
        yield


def _house() -> Path:
    return Path(settings.ENVIRONMENT.var)
