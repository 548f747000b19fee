"""What tests of the log need: boards that no other test uses, events to write, and hands that tamper."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import connection

from vuistregel.evidence import Event, guards, log, person, plain, sealed, until
from vuistregel.words import Words

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OPERATOR = log.Who("operator", "operator")


@dataclass(frozen=True, kw_only=True)
class GroupRenamed(Event):
    """Nothing in it is about a person."""

    kind: ClassVar[str] = "tests.group_renamed"
    says: ClassVar[Words] = Words("{actor} noemde een groep {name}.", "{actor} called a group {name}.")
    name: str = plain()


@dataclass(frozen=True, kw_only=True)
class PupilsPlaced(Event):
    """It concerns several persons."""

    kind: ClassVar[str] = "tests.pupils_placed"
    says: ClassVar[Words] = Words("{actor} plaatste {pupils} in {group}.", "{actor} placed {pupils} in {group}.")
    pupils: tuple[UUID, ...] = person()
    group: str = plain()


@dataclass(frozen=True, kw_only=True)
class NoteTaken(Event):
    """It holds personal values: one under the pupil's key, one until a term has passed."""

    kind: ClassVar[str] = "tests.note_taken"
    says: ClassVar[Words] = Words("{actor} schreef iets op over {pupil}.", "{actor} noted something about {pupil}.")
    pupil: UUID = person()
    note: str | None = sealed(by="pupil")
    caller: str | None = until(norm="backup.max-keep")


def a_board() -> int:
    """A board that no other test has: events stay, so each test works in a log of its own."""
    return random.SystemRandom().randrange(10**9, 2**62)


def append(board_id: int, event: Event | None = None, *, actor: log.Who = OPERATOR, at: datetime = MOMENT) -> int:
    return log.append(
        event or GroupRenamed(name="Groep 8"),
        board_id=board_id,
        actor=actor,
        at=at,
        norms_release="2026.1",
        correlation=uuid4(),
        decision=None,
    )


def placed(*pupils: UUID) -> PupilsPlaced:
    return PupilsPlaced(pupils=pupils, group="Groep 8")


@contextmanager
def without_guards() -> Iterator[Callable[..., list[tuple]]]:
    """The hands of somebody who owns the database: guards off, raw SQL, guards on again as if nothing happened."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in guards.GUARDED:
                cursor.execute(f"alter table {table} disable trigger all")
        else:
            for name in guards.SQLITE_TRIGGERS:
                cursor.execute(f"drop trigger {name}")

    def sql(statement: str, *values: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    try:
        yield sql
    finally:
        guards.make()
