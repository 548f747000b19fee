"""Processes that stay: a database that is away or locked for a while ends none of them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

import structlog
from django.db import OperationalError, close_old_connections, connections

from vuistregel.access.upgraded import migrate_first
from vuistregel.outbox.parents import end_with

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
    told: Callable[[str, int, bool], None],
    pause: float = 0.5,
    quiet: Collection[str] = (),
    answers: Callable[[], bool] = lambda: True,
    up: Callable[[], None] = lambda: None,
) -> bool:
    """Keep processes (command lines by name) running until a signal comes, or one does not stay up; then all stop.

    `up()` is called once, when `answers()` says that they work; one that ends before that takes the others along, for
    half a house misleads. So does one that ends too often later. `told(name, code, again)` hears of each that ended
    by itself, and whether it is started again. The errors of those in `quiet` go nowhere. When this process ends,
    however it does, so do they. True when a signal ended it.
    """
    children: dict[str, subprocess.Popen[bytes]] = {}
    left = dict.fromkeys(commands, STARTS)
    stopping = answered = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for child in children.values():
            child.terminate()

    def stays(name: str) -> bool:
        code = children[name].poll()
        if code is None or stopping:
            return True
        left[name] -= 1
        again = answered and left[name] > 0
        told(name, code, again)
        if again:
            children[name] = _start(commands[name], quiet=name in quiet)
        return again

    for name in commands:
        children[name] = _start(commands[name], quiet=name in quiet)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    stayed = True
    while not stopping:
        if not answered and answers():
            answered = True
            up()
        stayed = all(map(stays, commands))
        if not stayed:
            stop()
        time.sleep(pause)
    _see_off(children.values())
    return stayed


def _start(command: Sequence[str], *, quiet: bool) -> subprocess.Popen[bytes]:
    """A child that ends when we do. There is one thread here, so that something may be done before its exec."""
    return subprocess.Popen(  # noqa: S603  (our own commands)
        list(command),
        stderr=subprocess.DEVNULL if quiet else None,
        preexec_fn=partial(end_with, os.getpid()),  # noqa: PLW1509
    )


def _see_off(children: Collection[subprocess.Popen[bytes]]) -> None:
    """Wait for processes that were told to stop; one that does not is killed."""
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
