"""Recurring work: rooms register it, `tick` does what is due. Every job may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vuistregel.access.actor import Actor


class Every(StrEnum):
    TICK = "tick"
    DAY = "day"


Job = Callable[[Actor, datetime], int]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job with its rhythm. `run(actor, now)` returns how many things it did."""

    name: str
    every: Every
    run: Job


JOBS: dict[str, Recurring] = {}


def recurring(name: str, every: Every) -> Callable[[Job], Job]:
    """Register a job. The name is the actor's in the log."""

    def register(run: Job) -> Job:
        if name in JOBS:
            raise ValueError(f"There are two jobs called {name}")
        JOBS[name] = Recurring(name, every, run)
        return run

    return register
