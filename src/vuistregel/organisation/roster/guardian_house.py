"""What the house knows of guardians, as the difference needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from vuistregel.keys import lookup
from vuistregel.organisation.models import ContactDetail, Guardianship, Person, Pupil, School
from vuistregel.organisation.roster.pupil_house import batches
from vuistregel.organisation.roster.reach import roster_values
from vuistregel.organisation.roster.reading import KnownPupil
from vuistregel.organisation.roster.rows import shown
from vuistregel.organisation.roster.spelling import first_name


@dataclass(frozen=True, slots=True)
class KnownPair:
    """An open guardianship at the school."""

    id: int
    version: int
    pupil_key: str
    person: int
    key: str
    relation: str
    authority: str
    claimed: str
    digest: str


@dataclass(frozen=True, slots=True)
class KnownGuardian:
    """A person of the board who may be the guardian whom a file names."""

    person: int
    holder: UUID
    version: int
    first: str
    given_names: str
    prefix: str
    family_name: str
    values: dict[str, str]
    lookups: frozenset[bytes]

    @property
    def who(self) -> tuple[str, str]:
        return self.first, self.family_name

    @property
    def name(self) -> str:
        return shown(self.first, self.prefix, self.family_name)


class GuardianHouse:
    """The guardians of the present pupils of one school, and look-ups over the board. Reads only."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.board_key = school.board.key
        self.pupils: dict[str, KnownPupil] = {}
        rows = Pupil.objects.filter(board=school.board_id, school=school, departed__isnull=True).select_related(
            "person"
        )
        for pupil in rows.iterator(chunk_size=2000):
            person = pupil.person
            self.pupils[pupil.key] = KnownPupil(
                pupil.key,
                bytes(pupil.number_lookup).hex() if pupil.number_lookup else "",
                person.given_names,
                person.prefix,
                person.family_name,
                person.call_name,
                person.birth_date,
            )
        self.pairs: dict[tuple[str, int], KnownPair] = {}
        self.by_key: dict[str, int] = {}
        self.by_pupil: dict[str, list[int]] = defaultdict(list)
        open_pairs = Guardianship.objects.filter(
            board=school.board_id, pupil__school=school, pupil__departed__isnull=True, until__isnull=True
        ).order_by("pk")
        for pk, version, about, who, key, relation, authority, claimed, digest in open_pairs.values_list(
            "pk", "version", "pupil__key", "person", "key", "relation", "authority", "claimed", "roster_digest"
        ):
            pair = KnownPair(pk, version, about, who, key, relation, authority, claimed, bytes(digest).hex())
            self.pairs[about, who] = pair
            self.by_pupil[about].append(who)
            if key:
                self.by_key.setdefault(key, who)
        self.by_digest = {(p.pupil_key, p.digest): p for p in self.pairs.values() if p.digest}

    def hashes(self, emails: Iterable[str]) -> dict[str, bytes]:
        """Keyed hashes of e-mail addresses."""
        wanted = list(dict.fromkeys(filter(None, emails)))
        return dict(zip(wanted, lookup.blind_many(self.board_key, "contact", wanted), strict=True)) if wanted else {}

    def departed(self, keys: Iterable[str]) -> set[str]:
        """Of these keys, those of pupils who left the school."""
        found: set[str] = set()
        for batch in batches(keys):
            rows = Pupil.objects.filter(board=self.school.board_id, school=self.school, key__in=batch)
            found.update(rows.filter(departed__isnull=False).values_list("key", flat=True))
        return found

    def reached_by(self, hashes: Collection[bytes]) -> dict[bytes, list[int]]:
        """Persons of the board by the keyed hash of an e-mail address."""
        found: dict[bytes, list[int]] = defaultdict(list)
        for batch in batches(hashes):
            for person, hash_ in ContactDetail.objects.filter(
                board=self.school.board_id, kind="email", lookup__in=batch
            ).values_list("person", "lookup"):
                found[bytes(hash_)].append(person)
        return found

    def details(self, persons: Iterable[int]) -> dict[int, KnownGuardian]:
        """Names and values of these persons, by id."""
        found: dict[int, KnownGuardian] = {}
        for batch in batches(persons):
            rows = list(Person.objects.filter(pk__in=batch))
            values = roster_values({person.pk: person.key for person in rows})
            lookups: dict[int, set[bytes]] = defaultdict(set)
            for person, hash_ in ContactDetail.objects.filter(person__in=batch, kind="email").values_list(
                "person", "lookup"
            ):
                lookups[person].add(bytes(hash_))
            for row in rows:
                found[row.pk] = KnownGuardian(
                    row.pk,
                    row.key,
                    row.version,
                    first_name(row.call_name, row.given_names, row.initials),
                    row.given_names,
                    row.prefix,
                    row.family_name,
                    values.get(row.pk, {}),
                    frozenset(lookups[row.pk]),
                )
        return found
