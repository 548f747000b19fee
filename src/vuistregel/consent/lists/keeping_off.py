"""Who of a family may stand on a contact list, and whom protection keeps off it: one rule (R5.18-R5.20, S65, S66).

The list itself is made with it, and so is the answer to whether a list may hold somebody: `queries.people_for` asks it
for every place that shows contact data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from vuistregel.consent.models import NO_USE, Consent, ListCopy
from vuistregel.consent.rules import Answer
from vuistregel.organisation.models import ContactDetail, ContactKind, Guardianship, Person
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import barring_on, unlisted_on

if TYPE_CHECKING:
    from vuistregel.consent.queries import Place

_Kinds = ListCopy.Kinds
#: Which way of reaching somebody a list of the house is about.
SHOWS: Final = {_Kinds.PHONE: ContactKind.PHONE, _Kinds.TREE: ContactKind.PHONE, _Kinds.ADDRESS: ContactKind.ADDRESS}
_BY_SLUG: Final = {kind.value: (shows,) for kind, shows in SHOWS.items()}


@dataclass(frozen=True, slots=True)
class Listed:
    """One child or adult whom a list is asked about: the people who may stand there for them.

    `protected`: because of protection, or a secret number or address, nothing of them may stand there.
    """

    people: tuple[Person, ...]
    protected: bool


def listed_of(place: Place, persons: Collection[int], day: date) -> dict[int, Listed]:
    """The rule for each of these people, in six queries for any number. Whether their yes counts is not looked at."""
    kinds = _BY_SLUG.get(place.channel.slug, tuple(ContactKind))  # a list of the school's own may hold any of them
    speakers = _speakers(place, persons, day)
    everybody = {*persons, *(p.pk for people in speakers.values() for p in people)}
    off = set(unlisted_on(day, kinds).filter(person__in=everybody).values_list("person", flat=True))
    open_, secret = _known(everybody, kinds)
    return {key: _listed(key, speakers[key], off, open_, secret) for key in persons}


def _listed(key: int, speakers: list[Person], off: set[int], open_: set[int], secret: set[int]) -> Listed:
    people = tuple(p for p in speakers if p.pk not in off)
    nothing_open = not any(p.pk in open_ for p in people)
    something_closed = any(p.pk in off or p.pk in secret for p in speakers)
    return Listed(people, key in off or (nothing_open and something_closed))


def _known(persons: Iterable[int], kinds: Iterable[str]) -> tuple[set[int], set[int]]:
    """Of whom a number or address of these kinds is known that may be shown, and of whom one that is secret."""
    found: dict[bool, set[int]] = {False: set(), True: set()}
    rows = ContactDetail.objects.filter(person__in=list(persons), kind__in=list(kinds))
    for person, secret in rows.values_list("person", "secret"):
        found[secret].add(person)
    return found[False], found[True]


def _speakers(place: Place, persons: Collection[int], day: date) -> dict[int, list[Person]]:
    """Who said yes themselves this year, of those who may stand there: the person, and guardians one may approach."""
    said = _said_yes(place, persons, day)
    found: dict[int, list[Person]] = defaultdict(list)
    own = [person for person in persons if person in said[person]]
    for person in Person.objects.filter(pk__in=own) if own else ():
        found[person.pk].append(person)
    barred = set(
        barring_on(day)
        .filter(board=place.channel.board_id, pupil__person__in=persons)
        .values_list("pupil__person", "person")
    )
    rows = Guardianship.objects.filter(
        open_on(day), board=place.channel.board_id, pupil__school=place.channel.school_id, pupil__person__in=persons
    ).select_related("person", "pupil")
    for row in rows.order_by("pk"):
        child = row.pupil.person_id
        if row.person_id in said[child] and (child, row.person_id) not in barred:
            found[child].append(row.person)
    return found


def _said_yes(place: Place, persons: Collection[int], day: date) -> dict[int, set[int]]:
    """For each of these people who said yes about them in this school year and did not say otherwise since."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if place.question is not None:
        rows = Consent.objects.filter(
            board=place.channel.board_id,
            person__in=persons,
            question=place.question,
            use=NO_USE,
            on__gte=place.year.starts,
            on__lte=day,
            terms__gte=place.question.terms,
        )
        for person, by, answer in rows.order_by("pk").values_list("person", "by", "answer"):
            found[person][by] = answer
    return defaultdict(
        set,
        {
            person: {by for by, answer in answers.items() if answer == Answer.GIVEN.value}
            for person, answers in found.items()
        },
    )
