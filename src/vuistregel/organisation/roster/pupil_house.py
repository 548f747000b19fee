"""What the house knows of a school's pupils, as the difference needs it: keys of all, details of a few."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from django.db.models import Max

from vuistregel.organisation.models import Placement, Pupil, School
from vuistregel.organisation.roster.reach import roster_emails
from vuistregel.organisation.roster.spelling import first_name, fold

#: Ids per query: below SQLite's limit on variables, also of old versions.
BATCH: Final = 500
T = TypeVar("T")
_WHO: Final = (
    "person__birth_date", "person__call_name", "person__given_names", "person__initials", "person__family_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil of the board as the difference sees one; `here` is False for a pupil of another school."""

    id: int
    person: int
    key: str
    names: tuple[str, ...]
    birth_date: str
    year_group: str
    groups: tuple[str, ...]
    group_names: tuple[str, ...]
    arrived: str
    departed: str
    number: str
    email: str
    parts: bytes
    pupil_version: int
    person_version: int
    school: str
    here: bool

    @property
    def who(self) -> tuple[str, str]:
        given, initials, _prefix, family, call = self.names
        return first_name(call, given, initials), family

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.who[0], self.names[2], self.names[3])))


class PupilHouse:
    """The pupils of one school, and look-ups over the board. Reads only."""

    def __init__(self, school: School) -> None:
        self.school = school
        rows = Pupil.objects.filter(board=school.board_id, school=school, departed__isnull=True).values_list(
            "pk", "key", "roster_digest"
        )
        self.by_digest: dict[str, int] = {}
        self.by_key: dict[str, int] = {}
        for pk, key, digest in rows.iterator(chunk_size=5000):
            self.by_key[key] = pk
            if digest:
                self.by_digest[bytes(digest).hex()] = pk
        self._learned: set[str] = set()
        #: (birth date, folded first name) → pupils with their folded family names
        self._alike: dict[tuple[str, str], list[tuple[int, str]]] = {}
        #: Whoever came in after this moment (this import's own rows) is nobody's likeness.
        self.last: int = Pupil.objects.filter(board=school.board_id).aggregate(last=Max("pk"))["last"] or 0

    def details(self, ids: Iterable[int]) -> dict[int, KnownPupil]:
        """Everything about these pupils, by id."""
        found: dict[int, KnownPupil] = {}
        for batch in batches(ids):
            groups: dict[int, list[tuple[str, str]]] = {}
            for place, key, name in Placement.objects.filter(pupil__in=batch, until__isnull=True).values_list(
                "pupil", "group__key", "group__name"
            ):
                groups.setdefault(place, []).append((key, name))
            pupils = list(Pupil.objects.filter(pk__in=batch).select_related("person", "school"))
            emails = roster_emails({pupil.person_id: pupil.person.key for pupil in pupils})
            for pupil in pupils:
                found[pupil.pk] = self._known(pupil, sorted(groups.get(pupil.pk, [])), emails.get(pupil.person_id, ""))
        return found

    def departed_with_keys(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Pupils of this school who left under one of these keys; the last one first."""
        found: dict[str, list[int]] = {}
        for batch in batches(keys if self.last else ()):
            rows = Pupil.objects.filter(board=self.school.board_id, school=self.school, key__in=batch)
            for pk, key in (
                rows.filter(departed__isnull=False, pk__lte=self.last)
                .order_by("-departed", "-pk")
                .values_list("pk", "key")
            ):
                found.setdefault(key, []).append(pk)
        return found

    def learn_birth_days(self, days: Iterable[str]) -> None:
        """Read the names of the board's pupils (any school, departed ones too) who were born on these days, once."""
        wanted = {day for day in days if day} - self._learned
        self._learned |= wanted
        for batch in batches(wanted if self.last else ()):
            rows = Pupil.objects.filter(board=self.school.board_id, pk__lte=self.last, person__birth_date__in=batch)
            for pk, born, call, given, initials, family in rows.order_by("pk").values_list("pk", *_WHO):
                first = fold(first_name(call, given, initials))
                self._alike.setdefault((born.isoformat(), first), []).append((pk, fold(family)))

    def alike(self, who: tuple[str, str], birth_date: str) -> list[int]:
        """Who was born that day with the same name, by `spelling.same_name`. The day must have been learned."""
        family = fold(who[1])
        found = self._alike.get((birth_date, fold(who[0])), ())
        return [pk for pk, other in found if other == family or not (other and family)]

    def with_numbers(self, numbers: Collection[str]) -> dict[str, list[int]]:
        """The board's pupils by keyed hash of their number, for these hashes (hex)."""
        found: dict[str, list[int]] = {}
        for batch in batches(numbers if self.last else ()):
            hashes = [bytes.fromhex(number) for number in batch]
            rows = Pupil.objects.filter(board=self.school.board_id, pk__lte=self.last, number_lookup__in=hashes)
            for pk, number in rows.values_list("pk", "number_lookup"):
                if number is not None:
                    found.setdefault(bytes(number).hex(), []).append(pk)
        return found

    def _known(self, pupil: Pupil, groups: list[tuple[str, str]], email: str) -> KnownPupil:
        person = pupil.person
        return KnownPupil(
            id=pupil.pk,
            person=person.pk,
            key=pupil.key,
            names=(person.given_names, person.initials, person.prefix, person.family_name, person.call_name),
            birth_date=person.birth_date.isoformat() if person.birth_date else "",
            year_group=pupil.year_group,
            groups=tuple(key for key, _ in groups),
            group_names=tuple(name for _, name in groups),
            arrived=pupil.arrived.isoformat() if pupil.arrived else "",
            departed=pupil.departed.isoformat() if pupil.departed else "",
            number=bytes(pupil.number_lookup).hex() if pupil.number_lookup else "",
            email=email,
            parts=bytes(pupil.roster_parts),
            pupil_version=pupil.version,
            person_version=person.version,
            school=pupil.school.name,
            here=pupil.school_id == self.school.pk,
        )


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
