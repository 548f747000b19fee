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


STAYS = [sys.executable, "-c", "import signal; print('on', flush=True); signal.pause()"]
FALLS = [sys.executable, "-c", "raise SystemExit(3)"]


def test_a_process_that_ends_is_started_again_and_one_that_does_not_stay_up_ends_all() -> None:
    told: list[tuple[str, int, bool]] = []
    assert not tend({"stays": STAYS, "falls": FALLS}, told=lambda *what: told.append(what), pause=0.02)
    assert told == [("falls", 3, True)] * (STARTS - 1) + [("falls", 3, False)]


def test_a_process_that_ends_before_the_house_answers_ends_all_and_nobody_hears_that_it_is_up() -> None:
    told: list[tuple[str, int, bool]] = []
    up: list[str] = []
    stayed = tend(
        {"stays": STAYS, "falls": FALLS},
        told=lambda *what: told.append(what),
        pause=0.02,
        answers=lambda: False,
        up=lambda: up.append("up"),
    )
    assert (stayed, told, up) == (False, [("falls", 3, False)], [])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_processes_end_with_the_one_that_tends_them_even_when_that_is_killed() -> None:
    tends = f"from vuistregel.outbox.tending import tend; tend({{'stays': {STAYS!r}}}, told=print)"
    with subprocess.Popen([sys.executable, "-c", tends], stdout=subprocess.PIPE) as tending:
        assert tending.stdout is not None
        assert tending.stdout.readline() == b"on\n"
        tending.kill()
        assert tending.stdout.read() == b"", "the child held this open, and let go"
