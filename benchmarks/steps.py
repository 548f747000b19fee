"""The ten steps of all schools in one pass, against the bare queries; and a loop over schools as the peer.

    python benchmarks/steps.py [--scale 1] [--pupils 20] [--seed 1]

At scale 1: 9,000 schools of 1,100 boards. The floor is every check's GROUP BY sent as bare SQL, its rows fetched and
thrown away. Goal: all checks of all schools at most 1.5 times that; one school's page a constant number of queries.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from country import house, in_turns, make, verdict

GOAL, LOOPED = 1.5, 50


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--pupils", type=int, default=20, help="pupils per school; 267 makes 2.4 million")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rounds", type=int, default=5)
    wanted = arguments.parse_args()
    with house() as vendor:
        made = make(wanted.scale, wanted.pupils, wanted.seed)
        size = ", ".join(f"{number:,} {name}" for name, number in made.items())
        print(f"ten steps on {vendor}: input {size}, seed {wanted.seed}")
        return measure(wanted.rounds)


def measure(rounds: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from vuistregel import clock
    from vuistregel.checks import CHECKS, On
    from vuistregel.organisation.places import sectors_of_all_schools
    from vuistregel.steps.queries import counts, evaluate

    today = clock.today()
    sectors = {school: sector for school, (sector, _) in sectors_of_all_schools().items()}
    bare = {check.id: counts(check, On(today)).query.sql_with_params() for check in CHECKS.values()}

    def send(check: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(*bare[check])
            cursor.fetchall()

    def floor() -> None:
        for check in bare:
            send(check)

    few = list(sectors.items())[:LOOPED]

    def loop() -> None:
        for pair in few:
            evaluate([pair], sectors, today)

    work = {
        "floor": floor,
        "all": lambda: evaluate(None, sectors, today),
        "loop": loop,
        "set": lambda: evaluate(few, sectors, today),
    }
    spent = in_turns(work, rounds)
    print(f"  floor   {spent['floor'] * 1e3:8.0f} ms   {len(bare)} bare queries, rows fetched")
    apart = in_turns({check: partial(send, check) for check in bare}, 3)
    for check in sorted(apart, key=lambda name: -apart[name])[:4]:
        print(f"          {apart[check] * 1e3:8.0f} ms   of which {check}")
    ratio = spent["all"] / spent["floor"]
    print(f"  result  {spent['all'] * 1e3:8.0f} ms   all schools   {verdict(ratio, GOAL)}")
    print(f"  peer    {spent['loop'] * 1e3:8.0f} ms   a loop over {len(few)} schools")
    print(f"          {spent['set'] * 1e3:8.0f} ms   the same schools as one set")
    asked = []
    for number in (1, 30):
        with CaptureQueriesContext(connection) as caught:
            evaluate(few[:number], sectors, today)
        asked.append(len(caught))
    print(f"  queries {asked[0]} for one school, {asked[1]} for thirty")
    return 0 if ratio <= GOAL and asked[0] == asked[1] else 1


if __name__ == "__main__":
    sys.exit(main())
