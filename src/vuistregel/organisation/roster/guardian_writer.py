"""Writes guardians of an import. Authority is asked, never assumed: only the school's own answer counts as given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from vuistregel import bulk
from vuistregel.organisation.models import Authority, Guardianship, Person, Pupil
from vuistregel.organisation.roster import reach
from vuistregel.organisation.roster.guardian_difference import Pair, Told
from vuistregel.organisation.roster.people_writer import Place, must_all, new_persons, rename
from vuistregel.organisation.roster.pupil_house import batches
from vuistregel.organisation.roster.relations import relation_of
from vuistregel.organisation.roster.rows import NAME_FIELDS, names_of
from vuistregel.organisation.roster.steps import Kind, Step

_FIELDS = (
    "board", "version", "pupil", "person", "key", "relation", "authority", "confirmed_on", "claimed", "since",
    "roster_digest", "roster_parts",
)  # fmt: skip
_CHANGED = ("key", "relation", "authority", "confirmed_on", "claimed", "roster_digest")


class GuardianWriter:
    """Writes guardians. `may_confirm`: the actor may confirm authority, so the school's own column counts."""

    def __init__(self, place: Place, *, may_confirm: bool) -> None:
        self._place = place
        self._may_confirm = may_confirm
        self._pupils: dict[str, tuple[int, int, str]] | None = None
        self.persons: set[int] = set()
        self.new_persons: list[UUID] = []
        self.confirmed = 0

    def write(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.kind is Kind.DEPARTED:
                rows = Guardianship.objects.filter(pk=step.known.id, until__isnull=True)
                row = rows.get()
                row.change(shown=step.known.version, until=max(row.since, date.fromisoformat(self._place.day)))
                self.persons.add(step.known.person)
        known = [s for s in steps if s.known is not None and s.kind in (Kind.CHANGED, Kind.SAME)]
        new = [s for s in steps if s.kind is Kind.NEW]
        if known or new:
            self._known(known)
            self._new(new)

    def _known(self, steps: list[Step]) -> None:
        renamed = []
        for step in steps:
            if any(change.field in NAME_FIELDS for change in step.changes):
                row, known = step.row.row, step.known
                given = row.given_names if row.given_names != known.first else known.given_names
                renamed.append((known.person, known.version, given, row.prefix, row.family_name))
        self._rename(renamed)
        changed = [self._values(pair) for step in steps for pair in step.row.pairs if pair.known]
        must_all(bulk.update(Guardianship, _CHANGED, changed, versioned=True), changed)
        self._insert([(step.known.person, pair) for step in steps for pair in step.row.pairs if not pair.known])
        self._reach([(step.known.person, step.known.holder, step.row) for step in steps], fresh=False)
        self.persons.update(step.known.person for step in steps if step.kind is Kind.CHANGED)

    def _rename(self, rows: list[tuple[int, int, str, str, str]]) -> None:
        """A contact file knows no call name or initials: those that the house has stay."""
        kept = {p.pk: p for batch in batches([row[0] for row in rows]) for p in Person.objects.filter(pk__in=batch)}
        changed = []
        for pk, version, given, prefix, family in rows:
            call = kept[pk].call_name if given == kept[pk].given_names else ""
            changed.append((pk, version, (given, kept[pk].initials, prefix, family, call)))
        rename(changed)

    def _new(self, steps: list[Step]) -> None:
        made = new_persons(self._place, [(names_of(step.row.row), "") for step in steps])
        self.new_persons += [key for _, key in made]
        pairs = list(zip(steps, made, strict=True))
        self._insert([(pk, pair) for step, (pk, _) in pairs for pair in step.row.pairs])
        self._reach([(pk, key, step.row) for step, (pk, key) in pairs], fresh=True)

    def _insert(self, rows: list[tuple[int, Pair]]) -> None:
        place = self._place
        values = []
        for person, pair in rows:
            pupil, pupil_person, since = self._pupil(pair.pupil_key)
            authority, confirmed, claimed = self._authority(pair)
            values.append((
                place.board, 1, pupil, person, pair.row.key, relation_of(pair.row.relation), authority, confirmed,
                claimed, since, bytes.fromhex(pair.row.digest), b"",
            ))  # fmt: skip
            self.persons.add(pupil_person)
        bulk.insert(Guardianship, _FIELDS, values)

    def _values(self, pair: Pair) -> tuple[Any, ...]:
        known = pair.known
        assert known is not None
        authority, confirmed, claimed = self._authority(pair)
        relation = relation_of(pair.row.relation) if pair.row.relation else known.relation
        key = pair.row.key or known.key
        return (known.id, known.version, key, relation, authority, confirmed, claimed, bytes.fromhex(pair.row.digest))

    def _authority(self, pair: Pair) -> tuple[str, str | None, str]:
        """Authority, the day on which it was confirmed, and what the file claims beside it."""
        known, told = pair.known, pair.row.authority
        counts = pair.row.asserted and pair.take_authority and self._may_confirm
        if counts and (known is None or known.authority != told):
            self.confirmed += 1
            return told, self._place.day, told
        before = known.authority if known else Authority.UNKNOWN.value
        return before, self._confirmed_on(pair), told

    @staticmethod
    def _confirmed_on(pair: Pair) -> str | None:
        if pair.known is None or pair.known.authority == Authority.UNKNOWN:
            return None
        day = Guardianship.objects.values_list("confirmed_on", flat=True).get(pk=pair.known.id)
        return day.isoformat() if day else None

    def _reach(self, rows: Sequence[tuple[int, UUID, Told]], *, fresh: bool) -> None:
        wanted = [
            value
            for person, key, told in rows
            for value in reach.wanted(
                person,
                key,
                email=told.row.email,
                phone=told.row.phone,
                address=told.row.address,
                secret=told.row.confidential,
            )
        ]
        known = frozenset() if fresh else frozenset(person for person, _, _ in rows)
        reach.write(self._place.board, self._place.board_key, wanted, known=known)

    def _pupil(self, key: str) -> tuple[int, int, str]:
        """Pupil and person behind a key of the file, and since when a guardian who comes in now is one.

        The first guardians whom the house learns of are so since the child's birth: no file says otherwise, and a
        question about an earlier day must find them. Whoever comes beside them later is so from today. Read once,
        after the pupils were written.
        """
        if self._pupils is None:
            rows = Pupil.objects.filter(board=self._place.board, school=self._place.school, departed__isnull=True)
            first = ~Exists(Guardianship.objects.filter(pupil=OuterRef("pk")))
            found = rows.annotate(first=first).values_list("key", "pk", "person", "person__birth_date", "first")
            self._pupils = {
                key: (pk, person, born.isoformat() if born and first else self._place.day)
                for key, pk, person, born, first in found.iterator(chunk_size=5000)
            }
        return self._pupils[key]
