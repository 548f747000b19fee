"""A country of schools in bulk, the same from the same seed: boards, schools, pupils, guardians, staff.

Rows go in without actions, events or keys: a benchmark measures reading, and what it reads has the shape of the real
thing. At scale 1: 9,000 schools of 1,100 boards; how many pupils each has is asked for.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHOOLS, BOARDS, STAFF = 9_000, 1_100, 6
LONG_AGO = date(2020, 8, 1)
ROLES = ("director", "administrator", "internal_counsellor", "teacher", "teacher", "caretaker")


@contextmanager
def house() -> Iterator[str]:
    """An empty migrated house: files that are thrown away, or the empty database of DATABASE_URL. Gives its kind."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VUISTREGEL_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        yield connection.vendor


def make(scale: float, pupils: int, seed: int) -> dict[str, int]:
    """Fill the house. Returns how many of each there are."""
    from django.db import connection, transaction

    from vuistregel.organisation.models import Board, Membership, School

    chance = random.Random(seed)
    number = max(1, round(SCHOOLS * scale))
    with transaction.atomic():
        boards = Board.objects.bulk_create(Board(name=f"Bestuur {n}") for n in range(max(1, round(BOARDS * scale))))
        schools = School.objects.bulk_create(
            (_school(n, boards[n % len(boards)], chance) for n in range(number)), batch_size=2_000
        )
        persons = _people([s.board_id for s in schools for _ in range(STAFF)], chance, adults=True)
        Membership.objects.bulk_create(
            (
                Membership(
                    board_id=person.board_id, school=schools[n // STAFF], person=person, role=ROLES[n % STAFF],
                    since=LONG_AGO, until=date(2026, 1, 1) if chance.random() < 0.05 else None,
                )
                for n, person in enumerate(persons)
            ),
            batch_size=2_000,
        )  # fmt: skip
        _officers(boards)
    for start in range(0, number, 500):
        with transaction.atomic():
            _pupils(schools[start : start + 500], pupils, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    return {"boards": len(boards), "schools": number, "pupils": number * pupils}


def _school(n: int, board: Any, chance: random.Random) -> Any:
    from vuistregel import clock
    from vuistregel.organisation.models import School

    return School(
        board=board,
        name=f"School {n}",
        brin=f"{n // 676 % 100:02}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}",
        location=f"{n // 67_600:02}",
        sector="vo" if n % 5 == 0 else "po",
        regulation_url="https://voorbeeld.example/reglement" if chance.random() < 0.6 else "",
        roster_applied_at=clock.now() - timedelta(days=chance.randrange(30)),
    )


def _officers(boards: Iterable[Any]) -> None:
    from vuistregel.organisation.models import Membership

    persons = _people([b.pk for b in boards for _ in range(2)], random.Random(0), adults=True)
    Membership.objects.bulk_create(
        Membership(board_id=p.board_id, person=p, role=("fg", "privacy_officer")[n % 2], since=LONG_AGO)
        for n, p in enumerate(persons)
    )


def _people(boards: list[int], chance: random.Random, *, adults: bool) -> list[Any]:
    from vuistregel.organisation.models import Person

    start = date(1975, 1, 1) if adults else date(2008, 6, 1)
    span = 9_000 if adults else 5_000
    return Person.objects.bulk_create(
        (
            Person(
                board_id=board, call_name="Iemand", family_name=f"Naam{n}", sort_key=f"naam{n}",
                birth_date=start + timedelta(days=chance.randrange(span)),
            )
            for n, board in enumerate(boards)
        ),
        batch_size=2_000,
    )  # fmt: skip


def _pupils(schools: list[Any], each: int, chance: random.Random) -> None:
    from vuistregel.organisation.models import ContactDetail, Group, Guardianship, Placement, Pupil

    boards = [s.board_id for s in schools for _ in range(each)]
    children, parents = _people(boards, chance, adults=False), _people(boards, chance, adults=True)
    groups = Group.objects.bulk_create(Group(board_id=s.board_id, school=s, key="G1", name="1A") for s in schools)
    pupils = Pupil.objects.bulk_create(
        (
            Pupil(
                board_id=person.board_id, school=schools[n // each], person=person, key=str(n),
                departed=date(2026, 9, 1) if chance.random() < 0.05 else None,
            )
            for n, person in enumerate(children)
        ),
        batch_size=2_000,
    )  # fmt: skip
    Placement.objects.bulk_create(
        (
            Placement(board_id=p.board_id, pupil=p, group=groups[n // each], since=LONG_AGO, until=p.departed)
            for n, p in enumerate(pupils)
        ),
        batch_size=2_000,
    )
    guardianships = []
    for pupil, parent in zip(pupils, parents, strict=True):
        authority = "unknown" if chance.random() < 0.1 else "yes"
        answered = None if authority == "unknown" else LONG_AGO
        guardianships.append(
            Guardianship(
                board_id=pupil.board_id, pupil=pupil, person=parent, authority=authority, confirmed_on=answered,
                since=LONG_AGO,
            )
        )  # fmt: skip
    Guardianship.objects.bulk_create(guardianships, batch_size=2_000)
    ContactDetail.objects.bulk_create(
        (
            ContactDetail(board_id=p.board_id, person=p, kind="email", sealed=b"x" * 40, lookup=b"y" * 32)
            for p in parents
            if chance.random() < 0.95
        ),
        batch_size=2_000,
    )


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(kinds: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Medians in seconds; the kinds take turns, so that a slow moment of the machine meets all."""
    spent: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, work in kinds.items():
            spent[name].append(timed(work))
    return {name: statistics.median(times) for name, times in spent.items()}


def verdict(ratio: float, goal: float) -> str:
    return f"ratio {ratio:.2f}   goal {goal:g}   {'holds' if ratio <= goal else 'MISSED'}"
