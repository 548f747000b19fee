"""The outbox in a process of its own, for tests that kill it: `python -m vuistregel.outbox.tests.sweeper TASK / TASK`.

`post NUMBER KIND TO` makes a board and posts; `sweep [MINUTES]` sweeps as it would be that many minutes later;
`states` prints one JSON list of what there is.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django


def main(*words: str) -> None:
    django.setup()
    for task in " ".join(words).split(" / "):
        do(*task.split())


def do(task: str, *arguments: str) -> None:
    from vuistregel import clock
    from vuistregel.outbox.models import OutboxItem
    from vuistregel.outbox.sweep import sweep

    if task == "post":
        from vuistregel.organisation.models import Board
        from vuistregel.outbox.tests.posting import posted

        number, kind, to = arguments
        board = Board.objects.create(name=f"Stichting De Kantlijn {Board.objects.count()}")
        for n in range(int(number)):
            posted(board, kind, to, key=f"{kind}:{n}")
    elif task == "sweep":
        minutes = int(arguments[0]) if arguments else 0
        say(sweep(clock.now() + timedelta(minutes=minutes)))
    else:
        rows = OutboxItem.objects.order_by("pk").values("key", "state", "attempts", "trouble")
        say(json.dumps(list(rows)))


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
