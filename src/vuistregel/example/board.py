"""The invented board: made through the house's own files and actions, on the days on which it would have happened.

Part of it is deliberately not in order, so that the ten steps have something to say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.example.made import MadeSchool, Plan, make_school
from vuistregel.organisation.actions import add_school
from vuistregel.organisation.models import Board, School
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.writing import write_contacts_csv, write_edexml
from vuistregel.steps.history import keep

BOARD = "Stichting Lindewaard"
SEED = 2015


@dataclass(frozen=True, slots=True)
class Place:
    """A school of the example, and how many days ago its pupils first came in, and last."""

    board: str
    name: str
    plan: Plan
    first: int
    last: int


PLACES = (
    Place(BOARD, "Het Hazelbos", Plan("99HB", "po", 200, unknown=0.0, without_contact=0.0), 70, 2),
    Place(BOARD, "De Wilgentak", Plan("99WT", "po", 300, unknown=0.06), 62, 3),
    Place(BOARD, "De Zandloper", Plan("99ZL", "po", 90, unknown=0.3, without_contact=0.1), 45, 45),
    Place(BOARD, "Lindewaard College", Plan("99LC", "vo", 260, unknown=0.04), 38, 1),
    Place("Vereniging De Kring", "De Kringel", Plan("99KR", "po", 26), 30, 4),
    Place("Stichting Waterkant", "De Steiger", Plan("99ST", "po", 24), 28, 20),
)
STARTED = 80


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Work as on an earlier day of the example; afterwards the clock tells the real time again."""
    clock.move(day)
    try:
        yield
    finally:
        clock.move(None)


def build(today: date) -> None:
    """Make the whole example, day by day, and keep the steps of each day on the way."""
    from vuistregel.example import cast, consents, untidy

    made = {p.name: cast.put_in(p.name, make_school(p.plan, today, SEED)) for p in PLACES}
    for ago in range(STARTED, -1, -1):
        day = today - timedelta(days=ago)
        with on_day(day):
            if ago == STARTED:
                _schools()
            for place in PLACES:
                if ago in (place.first, place.last):
                    _import(place, made[place.name])
            cast.on(ago)
            untidy.on(ago)
            consents.on(ago)
            keep(day)


def _schools() -> None:
    for place in PLACES:
        add_school(
            OPERATOR,
            board=place.board,
            name=place.name,
            brin=place.plan.brin,
            location="00",
            sector=place.plan.sector,
        )


def _import(place: Place, made: MadeSchool) -> None:
    """Write the two files that a school exports, and take them in as the school would."""
    school = School.objects.select_related("board").get(brin=place.plan.brin)
    with tempfile.TemporaryDirectory() as folder:
        roster, contacts = Path(folder) / "leerlingen.xml", Path(folder) / "ouders.csv"
        write_edexml(roster, made.school, made.groups, made.pupils, made.staff)
        write_contacts_csv(contacts, made.guardians)
        for path, kind in ((roster, "roster"), (contacts, "contacts")):
            outcome = import_file(OPERATOR, path, school, kind=kind, confirm_departures=True)
            if not outcome.applied:
                raise ExampleBroken([str(e.words) for e in outcome.findings.errors] or ["open conflicts"])


def leave_files_to_try(folder: Path, today: date) -> None:
    """Two files that a newcomer can take in: De Wilgentak as it might be tomorrow, and its parents."""
    from vuistregel.example import cast

    place = next(p for p in PLACES if p.name == cast.WILGENTAK)
    made = cast.put_in(place.name, make_school(place.plan, today, SEED))
    first = made.pupils[0]
    newcomer = replace(first, key="00999", call_name="Jip", given_name="Jip", family_name="Vloedtolsveld")
    renamed = replace(made.pupils[7], family_name=made.pupils[7].family_name + "-Oud")
    pupils = (*made.pupils[:7], renamed, *made.pupils[9:], newcomer)
    folder.mkdir(parents=True, exist_ok=True)
    write_edexml(folder / "leerlingen.xml", made.school, made.groups, pupils, made.staff)
    gone = made.pupils[8].key
    parents = [g for g in made.guardians if gone not in g.pupil_keys]
    parents += [
        replace(g, key=f"{g.key}-jip", pupil_keys=(newcomer.key,), pupil_number="", given_name=name,
                family_name=newcomer.family_name, prefix="", authority="unknown", email="", phone="")
        for g, name in zip(made.guardians, ("Femke", "Ruben"), strict=False)
    ]  # fmt: skip
    write_contacts_csv(folder / "ouders.csv", parents)


class ExampleBroken(Exception):
    """The example's own files were refused: the maker and the reader disagree."""


def board() -> Board:
    return Board.objects.get(name=BOARD)
