"""The evidence log: what an event costs an action, how fast the log verifies, and eight processes on one board.

    python benchmarks/evidence_log.py [--events 100000] [--actions 2000]

Runs on a database of its own: an SQLite file in a folder that is thrown away, or the empty one of DATABASE_URL.
Goals: append at most 1.8 (SQLite) or 2.2 (PostgreSQL) times the same action without a log; verify at least 50,000
events per second; no error with eight processes on one board.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 100
PROCESSES = 8


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=100_000, help="events to verify")
    arguments.add_argument("--actions", type=int, default=2_000, help="one-row actions to time")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VUISTREGEL_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(f"evidence log on {connection.vendor}")
        append(wanted.actions)
        verify(wanted.events)
        together(wanted.actions // PROCESSES)
    return 0


def actions() -> tuple[Callable[[int], None], Callable[..., None], Callable[..., None]]:
    """A one-row action as a room does it; the same with its event; and the event alone."""
    from django.db import transaction

    from vuistregel import clock
    from vuistregel.evidence import log
    from vuistregel.evidence.models import LogCheck
    from vuistregel.evidence.tests.support import GroupRenamed, placed

    def event(number: int, board: int = 1, *, person: bool = False, at: datetime | None = None) -> None:
        log.append(
            placed(UUID(int=number)) if person else GroupRenamed(name=f"Groep {number}"),
            board_id=board,
            actor=log.Who("operator", "operator"),
            at=at or clock.now(),
            norms_release="benchmark",
            correlation=UUID(int=number),
            decision=None,
        )

    def row(number: int) -> datetime:
        now = clock.now()
        LogCheck.objects.create(at=now, board_id=number, ok=True, events=number, problems="[]")
        return now

    def silent(number: int) -> None:
        with transaction.atomic():
            row(number)

    def logged(number: int, board: int = 1, *, person: bool = False) -> None:
        with transaction.atomic():
            event(number, board, person=person, at=row(number))

    return silent, logged, event


def append(number_of: int) -> None:
    """The kinds of action in turns of a hundred, so that a slow moment of the machine meets all."""
    silent, logged, _ = actions()
    kinds = {"without a log": silent, "logged": logged, "logged, one person linked": partial(logged, person=True)}
    times: dict[str, list[float]] = {name: [] for name in kinds}
    number = 0
    for _ in range(max(1, number_of // BLOCK)):
        for name, act in kinds.items():
            for _ in range(BLOCK):
                number += 1
                start = time.perf_counter()
                act(number)
                times[name].append(time.perf_counter() - start)
    median = {name: statistics.median(spent) for name, spent in times.items()}
    floor = median.pop("without a log")
    print(f"append   input {number_of} actions of one row; floor {floor * 1e3:.3f} ms without a log")
    for name, result in median.items():
        print(f"         result {result * 1e3:.3f} ms {name}: ratio {result / floor:.2f}")


def verify(events: int) -> None:
    from django.db import transaction

    from vuistregel.evidence import statements
    from vuistregel.evidence.verify import verify as verify_log

    _, _, event = actions()
    for start in range(0, events, 10_000):
        with transaction.atomic():
            for number in range(start, min(start + 10_000, events)):
                event(number, 2, person=True)
    bodies = [body for chunk in statements.chunks(2, 5_000) for _, _, _, _, body in chunk]
    floor = timed(lambda: [sha256(body).digest() for body in bodies])
    result = timed(lambda: whole(verify_log(2, with_outside=False)))
    print(f"verify   input {events} events, {sum(map(len, bodies)) / events:.0f} bytes each, one person linked")
    print(
        f"         floor {events / floor:,.0f}/s SHA-256 of the same bytes in memory   "
        f"result {events / result:,.0f}/s   ratio {result / floor:.1f}"
    )


def whole(report: object) -> None:
    assert report.ok, report  # type: ignore[attr-defined]


def together(each: int) -> None:
    """Eight processes, one board. The floor is one process doing as many actions."""
    from django.db import connections

    from vuistregel.evidence.verify import verify as verify_log

    floor = timed(lambda: many(10**9, PROCESSES * each, 3))
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=many, args=(10**9 * (n + 2), each, 4)) for n in range(PROCESSES)]

    def run() -> None:
        for child in children:
            child.start()
        for child in children:
            child.join()

    result = timed(run)
    errors = sum(child.exitcode != 0 for child in children)
    whole(verify_log(4, with_outside=False))
    total = PROCESSES * each
    print(f"together input {PROCESSES} processes of {each} actions on one board")
    print(
        f"         floor {total / floor:,.0f}/s by one process   result {total / result:,.0f}/s, {errors} errors   "
        f"ratio {result / floor:.2f}"
    )


def many(first: int, number_of: int, board: int) -> None:
    _, logged, _ = actions()
    for number in range(first, first + number_of):
        logged(number, board)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
