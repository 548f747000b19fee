"""Whom to ask about which pupils, and how each can be reached: the one rule about who decides, for many at once.

Used for a round, for reminders (who decided when the round opened may be barred since) and for asking this time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from vuistregel import norms
from vuistregel.organisation.addresses import mail_addresses
from vuistregel.organisation.models import Guardianship, Person, Placement, Pupil
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import barring_on
from vuistregel.organisation.queries import facts_of_many
from vuistregel.organisation.rules import For, deciders
from vuistregel.words import Words

#: How many pupils one query asks for.
BATCH: Final = 500

#: Why nobody can be asked about a pupil, for the office: it says what to do and no more than that.
GAPS: Final = {
    "birth_date": Words("de geboortedatum ontbreekt", "the date of birth is missing"),
    "nobody": Words(
        "wij kennen niemand met bevestigd gezag die wij mogen vragen",
        "we know nobody with confirmed authority whom we may ask",
    ),
}


@dataclass(frozen=True, slots=True)
class AskedPupil:
    """A pupil, and who decides about them. `gap`: a key of GAPS when nobody can be asked; `own`: the pupil."""

    pk: int
    name: str
    group: int | None
    deciders: tuple[int, ...]
    gap: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who decides about one or more of the pupils. Without an address they get a letter."""

    person: int
    key: UUID
    greeting: str
    language: str
    address: str
    about: tuple[AskedPupil, ...]

    @property
    def own(self) -> bool:
        """A pupil who is asked about themselves."""
        return all(pupil.own for pupil in self.about)

    def children(self, and_: str) -> str:
        """The names of the children, as one says them."""
        names = [pupil.name for pupil in self.about]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {and_} {names[-1]}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a round would ask."""

    pupils: tuple[AskedPupil, ...] = ()
    recipients: tuple[Recipient, ...] = ()

    @property
    def mails(self) -> int:
        return sum(1 for r in self.recipients if r.address)

    @property
    def letters(self) -> int:
        return len(self.recipients) - self.mails

    @property
    def gaps(self) -> list[AskedPupil]:
        return [pupil for pupil in self.pupils if pupil.gap]

    @property
    def families(self) -> int:
        """Children of the same people are one family."""
        return len({pupil.deciders for pupil in self.pupils if pupil.deciders})


@dataclass(slots=True)
class _People:
    """What is gathered along the way: by person id what a mail needs, and whom they decide about."""

    known: dict[int, tuple[UUID, str, str, str]] = field(default_factory=dict)
    about: dict[int, list[AskedPupil]] = field(default_factory=lambda: defaultdict(list))


def plan_for(pupils: QuerySet[Pupil], day: date) -> Plan:
    """Whom to ask about these pupils, in their order; seven queries per 500 pupils."""
    rows = pupils.select_related("person", "school").order_by("person__sort_key", "pk")
    people = _People()
    found: list[AskedPupil] = []
    every = list(rows)
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        asked = asked_about(batch, day)
        found += asked
        for pupil in asked:
            for person in pupil.deciders:
                people.about[person].append(pupil)
    return Plan(tuple(found), tuple(_recipients(people)))


def recipients_themselves(persons: Sequence[Person]) -> list[Recipient]:
    """Adults who are asked about themselves."""
    people = _People()
    for person in persons:
        people.about[person.pk].append(AskedPupil(0, person.short_name, None, (person.pk,), own=True))
    return _recipients(people)


def asked_about(pupils: Sequence[Pupil], day: date) -> list[AskedPupil]:
    """Who decides about each of these pupils on a day and may be approached; at most BATCH pupils at once."""
    keys = [pupil.pk for pupil in pupils]
    facts = facts_of_many(pupils, day)
    barred = set(barring_on(day).filter(pupil__in=keys).values_list("pupil", "person"))
    guardians: dict[tuple[int, str], int] = {}
    rows = Guardianship.objects.filter(open_on(day), pupil__in=keys).order_by("-pk")
    for child, key, person, person_key in rows.values_list("pupil", "key", "person", "person__key"):
        guardians[child, key or str(person_key)] = person
    groups = groups_of(keys, day)
    of_day = {sector: norms.on(day, sector=sector) for sector in {p.school.sector for p in pupils}}
    found = []
    for pupil in pupils:
        decided = deciders(facts[pupil.pk], For.CONSENT, day, of_day[pupil.school.sector])
        persons = [
            pupil.person_id if decider.kind == "pupil" else guardians[pupil.pk, decider.key]
            for decider in decided.people
        ]
        may_ask = tuple(dict.fromkeys(person for person in persons if (pupil.pk, person) not in barred))
        gap = "" if may_ask else ("birth_date" if pupil.person.birth_date is None else "nobody")
        own = may_ask == (pupil.person_id,)
        found.append(AskedPupil(pupil.pk, pupil.person.short_name, groups.get(pupil.pk), may_ask, gap, own))
    return found


def groups_of(pupils: Iterable[int], day: date) -> dict[int, int]:
    """The class of each pupil on a day; a group across classes counts only for who has no class."""
    rows = Placement.objects.filter(open_on(day), pupil__in=list(pupils)).order_by("-group__composite", "-group__name")
    return dict(rows.values_list("pupil", "group"))


def _recipients(people: _People) -> list[Recipient]:
    _fill(people)
    addresses = mail_addresses({person: known[0] for person, known in people.known.items()})
    return [
        Recipient(person, key, greeting, language, addresses.get(person) or email, tuple(people.about[person]))
        for person, (key, greeting, language, email) in people.known.items()
    ]


def _fill(people: _People) -> None:
    wanted = list(people.about)
    for start in range(0, len(wanted), BATCH):
        rows = Person.objects.filter(Q(pk__in=wanted[start : start + BATCH])).values_list(
            "pk", "key", "call_name", "given_names", "initials", "prefix", "family_name",
            "account__language", "account__email", "account__is_active",
        )  # fmt: skip
        for pk, key, call_name, given, initials, prefix, family, language, email, active in rows:
            greeting = call_name or given or " ".join(filter(None, (initials, prefix, family)))
            people.known[pk] = (key, greeting, language or "nl", email if email and active else "")
