"""Processes that stay, whatever a database does for a while."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from vuistregel.outbox.tending import STARTS, tend, through_trouble


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    """Tests leave the handlers of signals as they were."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
def test_work_that_meets_a_locked_database_is_done_once_it_is_free() -> None:
    tried: list[int] = []

    def work() -> str:
        tried.append(1)
        if len(tried) < 3:
            raise OperationalError("database is locked")
        return "done"

    assert through_trouble(work, pause=0) == "done"
    assert len(tried) == 3


@pytest.mark.django_db(transaction=True)
def test_another_mistake_is_not_hidden() -> None:
    with pytest.raises(ValueError, match="ours"):
        through_trouble(lambda: (_ for _ in ()).throw(ValueError("ours")), pause=0)


def test_a_process_that_ends_is_started_again_and_one_that_does_not_stay_up_ends_all() -> None:
    stays = [sys.executable, "-c", "import time; time.sleep(60)"]
    falls = [sys.executable, "-c", "raise SystemExit(3)"]
    told: list[tuple[str, int]] = []
    seen: dict[str, subprocess.Popen[bytes]] = {}
    tend({"stays": stays, "falls": falls}, told=lambda *what: told.append(what), pause=0.02, started=seen.update)
    assert told == [("falls", 3)] * STARTS
    assert seen["stays"].poll() is not None
