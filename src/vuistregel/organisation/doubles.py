"""People who may stand twice in the administration. The house only points; a person looks and decides (R2.8).

Two rows look like one human being when the name agrees and something else does as well: the date of birth, a way to be
reached, the child, or the work. A name alone says nothing, and nor does a shared address: families share theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from django.db.models import Q, QuerySet

from vuistregel.organisation.models import (
    ContactDetail,
    ContactKind,
    Guardianship,
    Membership,
    Person,
    PersonMerge,
    Pupil,
    School,
    StaffKey,
    TwoPeople,
)
from vuistregel.organisation.protection import raised_on
from vuistregel.organisation.roster.spelling import first_name, fold, same_name, similar_name
from vuistregel.words import Words

BORN: Final = Words("Zelfde naam en zelfde geboortedatum.", "The same name and the same date of birth.")
REACHED: Final = Words(
    "Zelfde naam en hetzelfde mailadres of telefoonnummer.", "The same name and the same mail address or phone number."
)
CHILD: Final = Words("Zelfde naam, bij dezelfde leerling.", "The same name, with the same pupil.")
WORKS: Final = Words("Zelfde naam, allebei medewerker.", "The same name, both members of staff.")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as the likeness is judged. `first`: how they are called; `lookups`: blind marks of mail and phone."""

    id: int
    first: str
    family: str
    born: date | None = None
    lookups: frozenset[bytes] = frozenset()
    pupils: frozenset[int] = frozenset()
    staff: bool = False

    @property
    def who(self) -> tuple[str, str]:
        return self.first, self.family


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one human being, and why it looks so."""

    one: Person
    other: Person
    why: Words


def likeness(one: Known, other: Known) -> Words | None:
    """Why these two may be one human being; None when nothing says so. Two dates of birth that differ settle it."""
    if not (fold(one.first) or fold(one.family)) or (one.born and other.born and one.born != other.born):
        return None
    # `M. Visser` may be Mariam; Tim and Tom who were born on one day are twins.
    initial = min(len(fold(one.first)), len(fold(other.first))) <= 1
    if not (same_name(one.who, other.who) or (initial and similar_name(one.who, other.who))):
        return None
    if one.born and one.born == other.born:
        return BORN
    if one.lookups & other.lookups:
        return REACHED
    if one.pupils & other.pupils:
        return CHILD
    return WORKS if one.staff and other.staff else None


def likenesses(people: Iterable[Known]) -> Iterator[tuple[Known, Known, Words]]:
    """Every two of these people that look like one, each pair once."""
    families: dict[str, list[Known]] = defaultdict(list)
    without: dict[str, list[Known]] = defaultdict(list)
    everybody = list(people)
    for known in everybody:
        if family := fold(known.family):
            families[family].append(known)
        else:
            without[fold(known.first)].append(known)
    pairs = [pair for group in (*families.values(), *without.values()) for pair in combinations(group, 2)]
    if without:
        pairs += [(bare, k) for k in everybody if fold(k.family) for bare in without.get(fold(k.first), ())]
    for one, other in pairs:
        if (why := likeness(one, other)) is not None:
            yield one, other, why


def people_of(school: School) -> QuerySet[Person]:
    """Everybody whom a school knows: its pupils, their guardians, its staff; nobody who was merged away."""
    return Person.objects.filter(
        Q(pk__in=Pupil.objects.filter(school=school).values("person"))
        | Q(pk__in=Guardianship.objects.filter(pupil__school=school).values("person"))
        | Q(pk__in=StaffKey.objects.filter(school=school).values("person"))
        | Q(pk__in=Membership.objects.filter(school=school).values("person")),
        board=school.board_id,
        merged_into__isnull=True,
    )


def doubles(school: School, day: date, *, whole_board: bool) -> list[Pair]:
    """The pairs of a school by name; with `whole_board` also those of which one stands at another school."""
    here = set(people_of(school).values_list("pk", flat=True))
    among = people_of(school)
    if whole_board:
        names = people_of(school).exclude(sort_key="").values("sort_key")
        elsewhere = Person.objects.filter(board=school.board_id, merged_into__isnull=True, sort_key__in=names)
        among = among | elsewhere
    persons = {person.pk: person for person in among}
    settled = set(TwoPeople.objects.filter(board=school.board_id).values_list("one", "other"))
    found = [
        Pair(*_longest_known(persons[one.id], persons[other.id]), why)
        for one, other, why in likenesses(_known(persons, among, day))
        if (one.id in here or other.id in here) and (min(one.id, other.id), max(one.id, other.id)) not in settled
    ]
    return sorted(found, key=lambda pair: (pair.one.sort_key, pair.one.pk, pair.other.pk))


def why_alike(one: Person, other: Person, day: date) -> Words | None:
    """Why these two look like one human being; None when nothing says so."""
    two = _known({one.pk: one, other.pk: other}, Person.objects.filter(pk__in=(one.pk, other.pk)), day)
    return likeness(*two)


def told_apart(school: School) -> list[TwoPeople]:
    """The pairs of whom somebody said that they are two, as far as this school knows one of them; the latest first."""
    people = people_of(school)
    rows = TwoPeople.objects.filter(Q(one__in=people) | Q(other__in=people), board=school.board_id)
    return list(rows.select_related("one", "other").order_by("-said_on", "-pk"))


def merged(school: School) -> list[PersonMerge]:
    """Who was put together at this school and can still be taken apart, the latest first."""
    rows = PersonMerge.objects.filter(board=school.board_id, split_on__isnull=True, kept__in=people_of(school))
    return list(rows.select_related("kept", "gone").order_by("-merged_on", "-pk"))


def _longest_known(one: Person, other: Person) -> tuple[Person, Person]:
    """Whoever signs in stands first, else whoever came first."""
    first, second = sorted((one, other), key=lambda person: (person.account_id is None, person.pk))
    return first, second


def _known(persons: dict[int, Person], among: QuerySet[Person], day: date) -> Iterator[Known]:
    """These people as they are judged; `among` is the query that gave them, so that no list of ids is sent back."""
    lookups: dict[int, set[bytes]] = defaultdict(set)
    # What few may see says nothing here either: else the page would tell that two people share a secret number.
    details = ContactDetail.objects.filter(person__in=among, secret=False).exclude(kind=ContactKind.ADDRESS)
    for person, lookup in details.exclude(person__in=raised_on(day).values("person")).values_list("person", "lookup"):
        lookups[person].add(bytes(lookup))
    pupils: dict[int, set[int]] = defaultdict(set)
    for person, pupil in Guardianship.objects.filter(person__in=among).values_list("person", "pupil"):
        pupils[person].add(pupil)
    staff = set(StaffKey.objects.filter(person__in=among).values_list("person", flat=True))
    staff |= set(Membership.objects.filter(person__in=among).values_list("person", flat=True))
    for key, row in persons.items():
        yield Known(
            key,
            first_name(row.call_name, row.given_names, row.initials),
            row.family_name,
            row.birth_date,
            frozenset(lookups[key]),
            frozenset(pupils[key]),
            key in staff,
        )
