"""Processes that end with the one that started them, however that one ends: no web server outlives its house unseen."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

#: `prctl(2)`: the signal that the kernel sends this process when its parent ends. It outlives exec.
_PR_SET_PDEATHSIG: Final = 1
#: Loaded here, so that a child between fork and exec only calls it. Other systems than Linux have no such promise.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with(parent: int) -> None:
    """This process ends (SIGTERM) when its parent, of that number, ends; at once when it has ended already."""
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
