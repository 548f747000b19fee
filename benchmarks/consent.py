"""May these thirty pupils be shown on one channel, and the matrix of a whole school: against bare SQL.

    python benchmarks/consent.py [--states 2000000] [--seed 1]

Schools of 600 pupils with 20 questions each; a state for each pupil and question. The floors are the same look-ups as
bare SQL on the same index, rows fetched and thrown away. Goals: the whole Decision with its reasons at most 3 times the
floor on SQLite and 2 times on PostgreSQL, in one query; the matrix at most 2 times.
"""

from __future__ import annotations

import argparse
import random
import sys
import uuid
from datetime import timedelta
from typing import Any

from country import house, in_turns, make, verdict

PUPILS, QUESTIONS, CLASS = 600, 20, 30
DECISION_GOAL = {"sqlite": 3.0, "postgresql": 2.0}
MATRIX_GOAL = 2.0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--states", type=int, default=2_000_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rounds", type=int, default=60)
    wanted = arguments.parse_args()
    with house() as vendor:
        schools = max(1, wanted.states // (PUPILS * QUESTIONS))
        made = make(schools / 9_000, PUPILS, wanted.seed)
        states = answer(wanted.seed)
        print(f"consent on {vendor}: input {made['schools']:,} schools, {states:,} states, seed {wanted.seed}")
        return measure(vendor, wanted.rounds)


def answer(seed: int) -> int:
    """Twenty questions per school and a state for every pupil and question; returns how many states there are."""
    from django.db import connection, transaction

    from vuistregel import clock
    from vuistregel.consent.models import Channel, ConsentState, Question
    from vuistregel.organisation.models import Pupil, School

    chance, today, number = random.Random(seed), clock.today(), 0
    for school in School.objects.all():
        with transaction.atomic():
            channels = Channel.objects.bulk_create(
                Channel(
                    board_id=school.board_id, school=school, slug=f"plek-{n}", name={"nl": f"Plek {n}", "en": ""},
                    audience="public", mode="each_year", place=n,
                )
                for n in range(QUESTIONS)
            )  # fmt: skip
            questions = Question.objects.bulk_create(
                Question(board_id=school.board_id, channel=c, matter="image") for c in channels
            )
            persons = Pupil.objects.filter(school=school).values_list("person", flat=True)
            rows = [
                ConsentState(
                    board_id=school.board_id, school=school, person_id=person, question=question, terms=1,
                    answer="given" if chance.random() < 0.8 else "refused",
                    on=today - timedelta(days=chance.randrange(400)),
                )
                for person in persons
                for question in questions
            ]  # fmt: skip
            ConsentState.objects.bulk_create(rows, batch_size=2_000)
            number += len(rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    return number


def measure(vendor: str, rounds: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from vuistregel import clock
    from vuistregel.consent.models import Channel
    from vuistregel.consent.queries import allowed, people_for, place_of
    from vuistregel.consent.rules import Matter
    from vuistregel.media.queries import Idea, judge
    from vuistregel.media.rules import Kind
    from vuistregel.organisation.models import Pupil, School

    today = clock.today()
    school = School.objects.order_by("pk")[School.objects.count() // 2]
    channel = Channel.objects.select_related("school").filter(school=school).order_by("pk")[7]
    place = place_of(channel, Matter.IMAGE, today)
    assert place.question is not None
    persons = list(Pupil.objects.filter(school=school).order_by("pk").values_list("person", flat=True)[:CLASS])
    marks = ", ".join(["%s"] * CLASS)
    look_up = (
        'select person_id, answer, held_back, "on", until, terms, noticed_on from consent_consentstate '  # noqa: S608
        f"where board_id = %s and question_id = %s and use = %s and person_id in ({marks})"
    )
    use: Any = uuid.UUID(int=0) if vendor == "postgresql" else uuid.UUID(int=0).hex

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(look_up, [school.board_id, place.question.pk, use, *persons])  # type: ignore[union-attr]
            assert len(cursor.fetchall()) == CLASS

    def matrix_floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                'select person_id, question_id, answer, "on" from consent_consentstate '
                "where board_id = %s and school_id = %s",
                [school.board_id, school.pk],
            )
            assert len(cursor.fetchall()) == PUPILS * QUESTIONS

    idea = Idea(channel, Kind.GROUP, frozenset(persons))
    spent = in_turns(
        {
            "floor": floor,
            "people": lambda: people_for(place, persons, today),
            "verdict": lambda: judge(idea, today, frank=False, ways=False),
        },
        rounds,
    )
    with CaptureQueriesContext(connection) as asked:
        people_for(place, persons, today)
    goal = DECISION_GOAL[vendor]
    ratio = spent["people"] / spent["floor"]
    print(f"  floor   {spent['floor'] * 1e3:8.2f} ms   bare SQL, {CLASS} pupils of one channel")
    print(
        f"  result  {spent['people'] * 1e3:8.2f} ms   Decision per pupil, {len(asked)} query   {verdict(ratio, goal)}"
    )
    print(f"          {spent['verdict'] * 1e3:8.2f} ms   may it be published, the place looked up as well")
    matrix = in_turns(
        {"floor": matrix_floor, "matrix": lambda: allowed(school, today, place.year)}, max(5, rounds // 6)
    )
    share = matrix["matrix"] / matrix["floor"]
    print(f"  floor   {matrix['floor'] * 1e3:8.2f} ms   bare SQL, {PUPILS} pupils x {QUESTIONS} questions")
    print(f"  result  {matrix['matrix'] * 1e3:8.2f} ms   what counts of them   {verdict(share, MATRIX_GOAL)}")
    return 0 if ratio <= goal and share <= MATRIX_GOAL and len(asked) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
