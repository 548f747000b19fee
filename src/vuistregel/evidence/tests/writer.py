"""Processes that write to one board until they are done, or killed: `python -m vuistregel.evidence.tests.writer`.

`BOARD 25 8` writes 25 events in each of eight processes that start together; 0 events goes on for ever. It prints a
line for each event whose commit was seen. `BOARD verify` verifies instead, and prints the count and the problems.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from uuid import uuid4

import django


def write(board: int, events: int) -> None:
    from django.db import transaction

    from vuistregel.evidence.tests.support import append, placed

    left = events or -1
    while left:
        with transaction.atomic():
            seq = append(board, placed(uuid4(), uuid4()) if left % 3 == 0 else None)
        say(seq)
        left -= 1


def verified(board: int) -> None:
    from vuistregel.evidence.verify import verify

    report = verify(board)
    say(report.events[board], *(f"{p.code}:{p.seq}" for p in report.problems))


def say(*words: object) -> None:
    """One write per line, so that lines of several processes do not mix."""
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


def main(board: int, task: str, processes: int = 1) -> int:
    django.setup()
    if task == "verify":
        verified(board)
        return 0
    if processes == 1:
        write(board, int(task))
        return 0
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=write, args=(board, int(task))) for _ in range(processes)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return max(child.exitcode or 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:])))
