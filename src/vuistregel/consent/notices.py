"""Who gets the yearly notice about standing consents, and about what (R7.5). Read by the page and by the action.

A standing yes of an earlier school year counts in this one only after a notice that one may say no. Those who may say
no get it: each guardian with authority, or the pupil who decides; nobody who is barred from the pupil.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from vuistregel.consent.models import NO_USE, ConsentState
from vuistregel.consent.overview import adults_of
from vuistregel.consent.rules import Answer, Matter, Mode
from vuistregel.consent.wording import place_words
from vuistregel.organisation.addresses import mail_addresses
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on
from vuistregel.organisation.queries import deciders_of, facts_of_many, norms_for
from vuistregel.organisation.rules import For
from vuistregel.organisation.years import Year, school_year
from vuistregel.words import Words

#: So many at once: what a query can be asked about, and what memory holds.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class About:
    """One person of whom a standing yes is being used: for which places."""

    person: Person
    places: tuple[Words, ...]
    states: tuple[ConsentState, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets one notice, about everybody they decide for. `email` empty: a letter."""

    person: Person
    email: str
    about: tuple[About, ...]

    @property
    def language(self) -> str:
        return self.person.account.language if self.person.account else "nl"


@dataclass(frozen=True, slots=True)
class Plan:
    """What sending would do. `nobody`: for whom there is nobody who decides and may be approached."""

    year: Year
    recipients: tuple[Recipient, ...]
    nobody: tuple[About, ...]
    #: How many standing answers of earlier years had this year's notice already.
    sent: int

    @property
    def mails(self) -> int:
        return sum(1 for r in self.recipients if r.email)

    @property
    def letters(self) -> int:
        return len(self.recipients) - self.mails

    @property
    def persons(self) -> int:
        """Of how many people the answers count again once it is sent."""
        return len({about.person.pk for r in self.recipients for about in r.about})


def plan(school: School, day: date) -> Plan:
    """Who would get a notice today. A fixed number of queries per five hundred people."""
    year = school_year(school.board_id, day, norms_for(school.board_id, day, school.sector))
    earlier = _standing(school, day, year)
    noticed = Q(noticed_on__gte=year.starts)
    states: dict[int, list[ConsentState]] = defaultdict(list)
    for state in earlier.exclude(noticed & Q(noticed_on__isnull=False)).select_related("question__channel"):
        states[state.person_id].append(state)
    deciding: dict[int, list[int]] = {}
    for pupils in _in_batches(_pupils(school, day, states)):
        deciding |= _deciders(pupils, day)
    adults = set(adults_of(school, day).filter(pk__in=set(states) - set(deciding)).values_list("pk", flat=True))
    deciding |= {pk: [pk] for pk in adults}
    people = _people(school, {*deciding, *(to for found in deciding.values() for to in found)})
    abouts = {pk: _about(people[pk], states[pk]) for pk in deciding}
    by_recipient: dict[int, list[About]] = defaultdict(list)
    for pk, found in deciding.items():
        for to in found:
            by_recipient[to].append(abouts[pk])
    emails = mail_addresses({to: people[to].key for to in by_recipient})
    recipients = [
        Recipient(people[to], emails.get(to, ""), tuple(sorted(about, key=lambda a: a.person.sort_key)))
        for to, about in by_recipient.items()
    ]
    return Plan(
        year,
        tuple(sorted(recipients, key=lambda r: (r.person.sort_key, r.person.pk))),
        tuple(abouts[pk] for pk, found in deciding.items() if not found),
        earlier.filter(noticed).count(),
    )


def _standing(school: School, day: date, year: Year) -> QuerySet[ConsentState]:
    """The standing yeses of earlier years that a notice makes count: one that was given this year needs none."""
    return ConsentState.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        Q(question__channel__ended__isnull=True) | Q(question__channel__ended__gt=day),
        board=school.board_id,
        school=school,
        use=NO_USE,
        answer=Answer.GIVEN.value,
        held_back=False,
        on__lt=year.starts,
        terms__gte=F("question__terms"),
        question__asked=True,
        question__channel__mode=Mode.STANDING.value,
        question__channel__same_as=None,
    ).exclude(question__matter=Matter.CONTACT.value)


def _pupils(school: School, day: date, persons: Sequence[int] | dict[int, list[ConsentState]]) -> list[Pupil]:
    rows = Pupil.objects.filter(present_on(day), board=school.board_id, school=school)
    return [p for p in rows.select_related("person", "school").order_by("pk") if p.person_id in persons]


def _in_batches(pupils: list[Pupil]) -> Iterator[list[Pupil]]:
    for start in range(0, len(pupils), _BATCH):
        yield pupils[start : start + _BATCH]


def _deciders(pupils: list[Pupil], day: date) -> dict[int, list[int]]:
    """By person of the pupil: the persons who decide and may be approached."""
    facts = facts_of_many(pupils, day)
    barred = set(barring_on(day).filter(pupil__in=pupils).values_list("pupil", "person"))
    by_key: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Guardianship.objects.filter(open_on(day), pupil__in=pupils).order_by("pk")
    for row, key, person, person_key in rows.values_list("pupil", "key", "person", "person__key"):
        if (row, person) not in barred:
            by_key[row].setdefault(key or str(person_key), person)
    found = {}
    for pupil in pupils:
        deciding = deciders_of(facts[pupil.pk], For.CONSENT, day, pupil.school.sector)
        guardians = [by_key[pupil.pk].get(d.key) for d in deciding.people if d.kind == "guardian"]
        own = [pupil.person_id] if any(d.kind == "pupil" for d in deciding.people) else []
        found[pupil.person_id] = own + [g for g in dict.fromkeys(guardians) if g is not None]
    return found


def _people(school: School, wanted: set[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    keys_ = sorted(wanted)
    for start in range(0, len(keys_), _BATCH):
        rows = Person.objects.filter(board=school.board_id, pk__in=keys_[start : start + _BATCH])
        found |= {p.pk: p for p in rows.select_related("account")}
    return found


def _about(person: Person, states: list[ConsentState]) -> About:
    ordered = sorted(states, key=lambda s: (s.question.channel.place, s.question_id))
    return About(
        person, tuple(place_words(s.question.channel.words, s.question.matter) for s in ordered), tuple(ordered)
    )
