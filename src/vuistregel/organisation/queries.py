"""What the rule about deciders needs to know, fetched for one pupil or for many at once.

facts = pupil_facts(school, "4711", day)
deciders_of(facts, For.CONSENT, day, school.sector).people
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from vuistregel import norms
from vuistregel.norms import NormsOfDay
from vuistregel.organisation.models import (
    ContactDetail,
    Guardianship,
    HouseValue,
    Pupil,
    School,
)
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on
from vuistregel.organisation.rules import Deciders, For, GuardianFacts, PupilFacts, deciders


def pupil_facts(school: School, key: str, day: date) -> PupilFacts | None:
    """The facts of the pupil who holds this key of the administration on a day; None when nobody does."""
    pupil = pupil_with_key(school, key, day)
    return None if pupil is None else facts_of(pupil, day)


def pupil_with_key(school: School, key: str, day: date) -> Pupil | None:
    """The pupil who holds this key of the administration on a day, with person, school and board; None: nobody does.

    A key is reused: of several rows the one that is at school counts, else the one that left last.
    """
    rows = Pupil.objects.filter(board=school.board_id, school=school, key=key).select_related("person", "school__board")
    return rows.filter(present_on(day)).order_by("departed", "pk").last() or rows.order_by("departed").last()


def facts_of(pupil: Pupil, day: date) -> PupilFacts:
    """The facts of one pupil."""
    return facts_of_many([pupil], day)[pupil.pk]


def facts_of_many(pupils: Sequence[Pupil], day: date) -> dict[int, PupilFacts]:
    """The facts of many pupils by row id, in three queries. `person` and `school` of each are loaded already."""
    keys = [pupil.pk for pupil in pupils]
    guardianships: dict[int, list[Guardianship]] = defaultdict(list)
    for row in Guardianship.objects.filter(open_on(day), pupil__in=keys).select_related("person").order_by("pk"):
        guardianships[row.pupil_id].append(row)
    barred = set(barring_on(day).filter(pupil__in=keys).values_list("pupil", "person"))
    persons = {p.person_id for p in pupils} | {g.person_id for rows in guardianships.values() for g in rows}
    reachable = set(ContactDetail.objects.filter(person__in=persons).values_list("person", flat=True))
    return {
        pupil.pk: PupilFacts(
            key=pupil.key,
            name=pupil.person.name,
            born=pupil.person.birth_date,
            guardians=tuple(
                GuardianFacts(
                    key=row.key or str(row.person.key),
                    name=row.person.name,
                    authority=row.authority,
                    barred=(pupil.pk, row.person_id) in barred,
                    reachable=row.person_id in reachable,
                )
                for row in guardianships[pupil.pk]
            ),
            strict_age=pupil.strict_age,
            practice_after_16=pupil.school.practice_after_16,
            # A pupil at school can be told in the classroom; an address is no condition.
            reachable=True,
        )
        for pupil in pupils
    }


def deciders_of(facts: PupilFacts, for_: For, day: date, sector: str) -> Deciders:
    """Who decides, by the norms of a day in a sector."""
    return deciders(facts, for_, day, norms.on(day, sector=sector))


def norms_for(board: int, day: date, sector: str | None = None) -> NormsOfDay:
    """The norms of a day with the board's own stricter values; one query."""
    own = HouseValue.objects.filter(board=board, since__lte=day).order_by("since").values_list("norm", "value")
    return norms.on(day, sector=sector, house=dict(own))
