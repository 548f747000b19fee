"""Access decisions: a yes or no with its reason, against a bare look-up in a table; and 500 pupils by one query.

    python benchmarks/access_decisions.py [--scale 1]

A matrix of 30 roles, 60 categories and 6 verbs, about 3,200 rules, drawn from one seed. The peer, casbin, is not
among the house's packages; where it was measured beside this floor, its cached enforcer took 340 times the floor's
time (14,400 decisions a second against 4,900,000), and that share stands here as the peer. Goals: at most 10 times
the floor, and at least 20 times as fast as the peer.
"""

from __future__ import annotations

import argparse
import random
import sys
from typing import Any

from country import house, in_turns, make, verdict

ROLES, CATEGORIES, VERBS, SHARE = 30, 60, 6, 0.297
FLOOR_GOAL, PEER_GOAL, PEER = 10.0, 20.0, 4_900_000 / 14_400


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--rounds", type=int, default=7)
    wanted = arguments.parse_args()
    with house() as vendor:
        held = decisions(max(1_000, round(100_000 * wanted.scale)), wanted.rounds)
        return 0 if rows(vendor) and held else 1


def a_matrix(chance: random.Random) -> Any:
    from vuistregel.access.matrix import Category, Grant, Matrix, Role, Scope
    from vuistregel.words import same

    verbs = {f"v{n}": same(f"v{n}") for n in range(VERBS)}
    categories = {f"c{n}": Category(f"c{n}", same(f"c{n}"), 1 + n % 3, log_reads=False) for n in range(CATEGORIES)}
    roles = {f"r{n}": Role(f"r{n}", same(f"r{n}"), staff=True, machine=False) for n in range(ROLES)}
    scopes = [Scope.BOARD, Scope.SCHOOL, Scope.GROUP, Scope.CHILD, Scope.SELF]
    grants = [
        Grant(role, category, verb, chance.choice(scopes))
        for role in roles
        for category in categories
        for verb in verbs
        if chance.random() < SHARE
    ]
    return Matrix(categories, verbs, roles, tuple(grants))


def decisions(number: int, rounds: int) -> bool:
    from vuistregel.access.actor import Actor, ActorKind, Hat, Subject
    from vuistregel.access.engine import compile_matrix

    chance = random.Random(1)
    matrix = a_matrix(chance)
    engine = compile_matrix(matrix)
    hats = [Hat(f"r{n}", 1, 1, frozenset({7}), frozenset({9}), 5) for n in range(ROLES)]
    actors = [Actor(ActorKind.PERSON, str(n), (hat,)) for n, hat in enumerate(hats)]
    subject = Subject(1, 1, frozenset({7}), 9, 5)
    asked = [
        (chance.randrange(ROLES), f"v{chance.randrange(VERBS)}", f"c{chance.randrange(CATEGORIES)}")
        for _ in range(number)
    ]
    table = {(int(g.role[1:]), g.verb, g.category): True for g in matrix.grants}
    answered = [(actors[role], verb, category, subject) for role, verb, category in asked]
    granted = [a for a, key in zip(answered, asked, strict=True) if key in table]

    def floor() -> None:
        get = table.get
        for key in asked:
            get(key)

    def decide(questions: list[Any]) -> None:
        for question in questions:
            engine.decide(*question)

    spent = in_turns({"floor": floor, "all": lambda: decide(answered), "yes": lambda: decide(granted)}, rounds)
    floor_each = spent["floor"] / number
    print(f"access decisions: input {len(matrix.grants):,} rules, {number:,} questions; floor {1 / floor_each:,.0f}/s")
    held = True
    for name, each in (("yes", spent["yes"] / len(granted)), ("yes and no", spent["all"] / number)):
        ratio, faster = each / floor_each, floor_each * PEER / each
        held = held and ratio <= FLOOR_GOAL and faster >= PEER_GOAL
        print(
            f"  result {1 / each:11,.0f}/s {name:11} {verdict(ratio, FLOOR_GOAL)}   "
            f"{faster:.0f} x the peer, goal {PEER_GOAL:g}"
        )
    return held


def rows(vendor: str) -> bool:
    """500 pupils of one school, of which a teacher may see the own group: one query."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from vuistregel.access.actor import Actor, ActorKind, Hat
    from vuistregel.access.visibility import visible
    from vuistregel.organisation.models import Group, Pupil, School

    make(2 / 9_000, 500, 1)
    school = School.objects.order_by("pk")[0]
    group = Group.objects.get(school=school)
    hat = Hat("teacher", school.board_id, school.pk, frozenset({group.pk}))
    teacher = Actor(ActorKind.PERSON, "1", (hat,))
    seen = visible(teacher, "read", "roster", Pupil.objects.all())
    with CaptureQueriesContext(connection) as caught:
        found = len(seen)
    sql = Pupil.objects.filter(school=school).query.sql_with_params()

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(*sql)
            cursor.fetchall()

    spent = in_turns({"floor": bare, "result": lambda: list(seen.values_list())}, 9)
    print(
        f"  rows   {found} of 1,000 pupils on {vendor}: {len(caught)} query; floor {spent['floor'] * 1e3:.1f} ms, "
        f"result {spent['result'] * 1e3:.1f} ms, ratio {spent['result'] / spent['floor']:.2f}"
    )
    return len(caught) == 1


if __name__ == "__main__":
    sys.exit(main())
