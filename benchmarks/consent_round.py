"""A consent round: created and mailed for so many pupils, against writing the same rows raw.

    python benchmarks/consent_round.py [--pupils 10000] [--seed 1]

Runs on a database of its own: an SQLite file in a folder that is thrown away, or the empty one of DATABASE_URL. The
floor makes the same secrets, seals the same texts and writes the same rows in single bulk statements, without deciding
who is asked, without words and without the log. Goals: at most 3 times the floor, and at most 1.3 times the time per
pupil when the school is four times as large.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
GOAL, GROWTH_GOAL = 3.0, 1.3
PER_GROUP = 25
#: Of these families one in so many has no e-mail address and gets a letter.
LETTER_EVERY = 12
NAMES = (
    "Daan Emma Noah Julia Sem Mila Lucas Tess Levi Sara Finn Yara Bram Lotte Aylin Sofie Gijs Noor Milan Zoë".split()
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pupils", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
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
        print(f"consent round on {connection.vendor}: {wanted.pupils:,} pupils, seed {wanted.seed}")
        return measure(wanted.pupils, random.Random(wanted.seed))


def measure(pupils: int, chance: random.Random) -> int:
    part, _, _ = run(max(1, pupils // 4), chance)
    seconds, school, counted = run(pupils, chance)
    bare = floor(school)
    ratio, growth = seconds / bare, (seconds / pupils) / (part / max(1, pupils // 4))
    for name, took, times, goal in (
        ("the same rows, raw (floor)", bare, 1.0, None),
        ("round created and mailed", seconds, ratio, GOAL),
        ("per pupil, four times as many", seconds, growth, GROWTH_GOAL),
    ):
        note = "" if goal is None else f"   goal {goal:.1f}   {'holds' if times <= goal else 'MISSED'}"
        print(f"  {name:30} {took:7.2f} s  {pupils / took:9,.0f}/s   {times:5.2f} x{note}")
    print(f"  {counted['mails']:,} mails, {counted['letters']:,} letters, {counted['statements']} statements")
    return 0 if ratio <= GOAL and growth <= GROWTH_GOAL else 1


def run(pupils: int, chance: random.Random) -> tuple[float, Any, dict[str, int]]:
    """Make a school of this size, and time one round of it."""
    from django.db import connection

    from vuistregel.access.actor import OPERATOR
    from vuistregel.consent.actions.rounds import make_round, open_round
    from vuistregel.consent.models import Whom

    school = a_school(pupils, chance)
    made = make_round(OPERATOR, school=school, title="Toestemming dit schooljaar", whom=Whom.SCHOOL)
    statements = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        start = time.perf_counter()
        plan = open_round(OPERATOR, round_=made)
        seconds = time.perf_counter() - start
    return seconds, school, {"mails": plan.mails, "letters": plan.letters, "statements": statements}


def a_school(pupils: int, chance: random.Random) -> Any:
    """A school with classes, and for each pupil two guardians with authority, most with an e-mail address."""
    from vuistregel import keys
    from vuistregel.organisation.models import Board, Group, Guardianship, Person, Placement, Pupil, School
    from vuistregel.organisation.roster import reach

    number = Board.objects.count() + 1
    board = Board.objects.create(name=f"Stichting Meetlat {number}")
    school = School.objects.create(board=board, name="Meetschool", brin=f"9{number}ZZ", sector="po")
    groups = Group.objects.bulk_create(
        Group(board=board, school=school, key=f"g{n}", name=f"G{n}") for n in range(pupils // PER_GROUP + 1)
    )
    names = [chance.choice(NAMES) for _ in range(3 * pupils)]
    people = Person.objects.bulk_create(
        [
            Person(
                board=board,
                call_name=name,
                family_name=f"Meetveld{n}",
                sort_key=f"meetveld{n:07}",
                birth_date=date(2017, 1, 1 + n % 28) if n < pupils else None,
            )
            for n, name in enumerate(names)
        ],
        batch_size=2000,
    )
    keys.new_holders(board.key, "person", [person.key for person in people])
    rows = Pupil.objects.bulk_create(
        [Pupil(board=board, school=school, person=person, key=f"L{n}") for n, person in enumerate(people[:pupils])],
        batch_size=2000,
    )
    since = date(2026, 8, 1)
    Placement.objects.bulk_create(
        [Placement(board=board, pupil=row, group=groups[n // PER_GROUP], since=since) for n, row in enumerate(rows)],
        batch_size=2000,
    )
    guardians = people[pupils:]
    Guardianship.objects.bulk_create(
        [
            Guardianship(
                board=board, pupil=rows[n // 2], person=person, authority="yes", confirmed_on=since, since=since
            )
            for n, person in enumerate(guardians)
        ],
        batch_size=2000,
    )
    reach.write(
        board.pk,
        board.key,
        [
            wanted
            for n, person in enumerate(guardians)
            if n % LETTER_EVERY
            for wanted in reach.wanted(person.pk, person.key, email=f"ouder{n}@meetlat.example")
        ],
        known=frozenset(),
    )
    return school


def floor(school: Any) -> float:
    """The same rows once more, already known whom to ask and what to say."""
    from django.conf import settings
    from django.db import transaction

    from vuistregel import bulk, clock, keys
    from vuistregel.access.signin import secrets
    from vuistregel.access.signin.models import OneTimeLink
    from vuistregel.consent.models import Invitation, InvitedFor, Round, RoundPupil
    from vuistregel.outbox.models import OutboxItem

    first = Round.objects.filter(school=school).get()
    again = Round.objects.create(
        board=school.board, school=school, title="vloer", whom="school", year_starts=first.year_starts,
        year_ends=first.year_ends, made_on=first.made_on,
    )  # fmt: skip
    pupils = list(RoundPupil.objects.filter(round=first).values_list("pupil", "group"))
    invited = list(Invitation.objects.filter(round=first).values_list("person", "person__key", "how", "group"))
    about = list(InvitedFor.objects.filter(invitation__round=first).values_list("pupil__pupil", "invitation__person"))
    items = OutboxItem.objects.filter(board=school.board)
    texts = [
        (i.holder, name, text)
        for i in items[:1]
        for name in ("recipient", "subject", "body")
        for text in keys.unseal_many([(i.holder, f"outbox.{name}", bytes(getattr(i, name)))])
    ]
    words = {name: text for _, name, text in texts}
    board, now = school.board_id, bulk.moment(clock.now())
    start = time.perf_counter()
    with transaction.atomic():
        ids = dict(zip((p for p, _ in pupils), bulk.reserve(RoundPupil, len(pupils)), strict=True))
        bulk.insert(
            RoundPupil,
            ("id", "board", "round", "pupil", "group", "gap"),
            [(ids[p], board, again.pk, p, g, "") for p, g in pupils],
        )
        own = dict(zip((i[0] for i in invited), bulk.reserve(Invitation, len(invited)), strict=True))
        made = [secrets.fresh(secrets.LETTER_CODE_LENGTH) for _ in invited]
        bulk.insert(
            OneTimeLink,
            (
                "purpose", "person", "board", "token_hash", "code_hash", "asked", "made_at", "expires_at", "tries",
                "there", "kept_until",
            ),
            [
                (
                    "personal", key, board, secrets.token_hash(f.token),
                    secrets.code_hash(f.code, secrets.LETTERS, settings.SECRET_KEY), uuid4(), now,
                    "2027-01-01 00:00:00+00:00", 0, "/toestemming/", "2027-03-01 00:00:00+00:00",
                )
                for (_, key, _, _), f in zip(invited, made, strict=True)
            ],
        )  # fmt: skip
        letters = [(key, f) for (_, key, how, _), f in zip(invited, made, strict=True) if how == "letter"]
        sealed = iter(keys.seal_many((key, "invitation.link", f"{f.token} {f.code}") for key, f in letters))
        bulk.insert(
            Invitation,
            ("id", "board", "round", "person", "group", "how", "link", "sent_at", "reminders"),
            [
                (own[p], board, again.pk, p, g, how, next(sealed) if how == "letter" else b"", now, 0)
                for p, _, how, g in invited
            ],
        )
        bulk.insert(
            InvitedFor, ("board", "invitation", "pupil"), [(board, own[person], ids[pupil]) for pupil, person in about]
        )
        mails = [key for _, key, how, _ in invited if how == "mail"]
        closed = iter(keys.seal_many((key, f"outbox.{name}", words[name]) for key in mails for name in words))
        bulk.insert(
            OutboxItem,
            (
                "board", "uid", "key", "kind", "holder", "recipient", "subject", "body", "language", "state", "made_at",
                "due_at", "attempts", "trouble",
            ),
            [
                (
                    board, uuid4(), f"floor:{n}", "mail", key, next(closed), next(closed), next(closed), "nl",
                    "waiting", now, now, 0, "",
                )
                for n, key in enumerate(mails)
            ],
        )  # fmt: skip
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
