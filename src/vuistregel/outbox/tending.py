"""Processes that stay: a database that is away or locked for a while ends none of them."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import structlog
from django.db import OperationalError, close_old_connections, connections

from vuistregel.access.upgraded import migrate_first

logger = structlog.get_logger(__name__)
#: Seconds to wait before the database is asked again.
PAUSE: Final = 5.0
#: A process that ends by itself is started again this many times; then the house stops and says which it was.
STARTS: Final = 5


def through_trouble(work: Callable[[], Any], *, pause: float = PAUSE) -> Any:
    """Do work; when the database is locked, gone or starting again, wait and do it once more, as often as needed.

    A database that was not migrated is no such trouble: its error is raised.
    """
    while True:
        close_old_connections()
        try:
            return work()
        except OperationalError as error:
            if migrate_first():  # no waiting helps a table that is not there
                raise
            logger.warning("database away", error=type(error).__name__)
            connections.close_all()
            # The work may have left handlers of its own; whoever stops us now must be heard.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            time.sleep(pause)


def tend(
    commands: Mapping[str, Sequence[str]],
    *,
    told: Callable[[str, int], None],
    pause: float = 0.5,
    quiet: Collection[str] = (),
    started: Callable[[dict[str, subprocess.Popen[bytes]]], None] = lambda _: None,
) -> None:
    """Keep processes (command lines by name) running until a signal comes, or one does not stay up; then all stop.

    `told(name, code)` hears of each that ended by itself. Half a house misleads, so a process
    that does not stay up takes the others along. The errors of those in `quiet` go nowhere.
    """
    children: dict[str, subprocess.Popen[bytes]] = {}
    left = dict.fromkeys(commands, STARTS)
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for child in children.values():
            child.terminate()

    def start(name: str) -> None:
        errors = subprocess.DEVNULL if name in quiet else None
        children[name] = subprocess.Popen(list(commands[name]), stderr=errors)  # noqa: S603  (our own commands)

    for name in commands:
        start(name)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    started(children)
    while not stopping:
        for name in [name for name, child in children.items() if child.poll() is not None]:
            told(name, children[name].returncode)
            left[name] -= 1
            if stopping or not left[name]:
                stop()
                break
            start(name)
        time.sleep(pause)
    for child in children.values():
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
