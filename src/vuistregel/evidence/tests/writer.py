"""Processes that write to one board until they are done, or killed: `python -m vuistregel.evidence.tests.writer`.

`BOARD TASK …` does tasks one after another. `25` writes 25 events and prints a line for each whose commit was seen;
`25x8` does so in each of eight processes that start together; `0` goes on for ever. `verify` prints the count and the
problems.
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


def main(board: int, *tasks: str) -> int:
    django.setup()
    return max(do(board, task) for task in tasks)


def do(board: int, task: str) -> int:
    if task == "verify":
        verified(board)
        return 0
    events, _, processes = task.partition("x")
    if not processes:
        write(board, int(events))
        return 0
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=write, args=(board, int(events))) for _ in range(int(processes))]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return max(child.exitcode or 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
