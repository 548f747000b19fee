"""Writes groups and pupils of an import: lists of steps become a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Greatest

from vuistregel import bulk
from vuistregel.organisation.models import Group, Person, Placement, Pupil
from vuistregel.organisation.roster import reach
from vuistregel.organisation.roster.people_writer import Place, must_all, new_persons, rename_with_birth
from vuistregel.organisation.roster.pupil_difference import parts
from vuistregel.organisation.roster.pupil_house import batches
from vuistregel.organisation.roster.rows import names_of
from vuistregel.organisation.roster.steps import Kind, Step

_GROUP = ("id", "board", "version", "school", "key", "name", "year_group", "composite")
_PUPIL = (
    "id", "board", "version", "person", "school", "key", "year_group", "arrived", "strict_age", "number_lookup",
    "roster_digest", "roster_parts",
)  # fmt: skip
_PLACEMENT = ("board", "pupil", "group", "since")
_PERSON_FIELDS = frozenset({"given_names", "initials", "prefix", "family_name", "call_name", "birth_date"})


class GroupWriter:
    """Groups first: pupils and staff stand in them. `ids` knows every open group by its key."""

    def __init__(self, place: Place) -> None:
        self._place = place
        rows = Group.objects.filter(board=place.board, school=place.school, ended__isnull=True)
        self.ids: dict[str, int] = dict(rows.values_list("key", "pk"))

    def write(self, steps: Sequence[Step]) -> None:
        place = self._place
        new = [step.row for step in steps if step.kind is Kind.NEW]
        ids = list(bulk.reserve(Group, len(new))) if new else []
        bulk.insert(
            Group,
            _GROUP,
            [
                (pk, place.board, 1, place.school.pk, row.key, row.name, row.year_group, row.composite)
                for pk, row in zip(ids, new, strict=True)
            ],
        )
        self.ids |= {row.key: pk for pk, row in zip(ids, new, strict=True)}
        changed = [step for step in steps if step.kind is Kind.CHANGED]
        values = [(s.known.pk, s.known.version, s.row.name, s.row.year_group, None) for s in changed]
        must_all(bulk.update(Group, ("name", "year_group", "ended"), values, versioned=True), values)
        self.ids |= {step.row.key: step.known.pk for step in changed}
        for step in steps:
            if (
                step.kind is Kind.DEPARTED
                and not Placement.objects.filter(group=step.known, until__isnull=True).exists()
            ):
                step.known.change(shown=None, ended=date.fromisoformat(place.day))


class PupilWriter:
    """Writes pupils; `persons` collects the keys of whom it concerned, for the event."""

    def __init__(self, place: Place, groups: dict[str, int]) -> None:
        self._place = place
        self._groups = groups
        self.persons: set[int] = set()
        self.new_persons: list[UUID] = []

    def write(self, steps: Sequence[Step]) -> None:
        by_kind: dict[Kind, list[Step]] = defaultdict(list)
        for step in steps:
            by_kind[step.kind].append(step)
        self._departed(by_kind[Kind.DEPARTED])
        self._changed([*by_kind[Kind.CHANGED], *by_kind[Kind.SAME]])
        self._new(by_kind[Kind.NEW])

    def _departed(self, steps: list[Step]) -> None:
        """Departed with a date, out of the groups, never deleted."""
        if not steps:
            return
        left = {step.known.id: step.changes[0].new for step in steps}
        values = [(s.known.id, s.known.pupil_version, left[s.known.id]) for s in steps]
        must_all(bulk.update(Pupil, ("departed",), values, versioned=True), values)
        by_day: dict[str, list[int]] = defaultdict(list)
        for pupil, day in left.items():
            by_day[day].append(pupil)
        for day, pupils in by_day.items():
            self._leave(pupils, date.fromisoformat(day))
        self.persons.update(step.known.person for step in steps)

    def _leave(self, pupils: Sequence[int], day: date, *, except_groups: Sequence[int] = ()) -> None:
        for batch in batches(pupils):
            rows = Placement.objects.filter(pupil__in=batch, until__isnull=True).exclude(group__in=except_groups)
            rows.update(until=Greatest("since", Value(day)))

    def _changed(self, steps: list[Step]) -> None:
        if not steps:
            return
        place = self._place
        renamed = [s for s in steps if "person" in s.take and any(c.field in _PERSON_FIELDS for c in s.changes)]
        rename_with_birth(
            [(s.known.person, s.known.person_version, names_of(s.row), s.row.birth_date) for s in renamed]
        )
        values = []
        for step in steps:
            row, known, there = step.row, step.known, "place" in step.take
            values.append((
                known.id, known.pupil_version, row.key, row.year_group if there else known.year_group,
                (row.arrived if there and row.arrived else known.arrived) or None, None,
                bytes.fromhex(row.number or known.number) or None, bytes.fromhex(row.digest), self._parts(row),
            ))  # fmt: skip
        fields = ("key", "year_group", "arrived", "departed", "number_lookup", "roster_digest", "roster_parts")
        must_all(bulk.update(Pupil, fields, values, versioned=True), values)
        self._move([s for s in steps if "place" in s.take])
        persons = dict(holders_of({s.known.person for s in steps if s.row.email and s.row.email != s.known.email}))
        reach.write(
            place.board,
            place.board_key,
            [
                w
                for s in steps
                if s.known.person in persons
                for w in reach.wanted(s.known.person, persons[s.known.person], email=s.row.email)
            ],
            known=frozenset(persons),
        )
        self.persons.update(step.known.person for step in steps if step.kind is Kind.CHANGED)

    def _move(self, steps: list[Step]) -> None:
        """Out of the groups that the file does not name, into those that are new."""
        moved = [step for step in steps if set(step.known.groups) != set(step.row.groups) or step.known.departed]
        joined = []
        yesterday = date.fromordinal(date.fromisoformat(self._place.day).toordinal() - 1)
        for step in moved:
            wanted = {self._groups[key] for key in step.row.groups if key in self._groups}
            self._leave([step.known.id], yesterday, except_groups=sorted(wanted))
        standing: set[tuple[int, int]] = set()
        for batch in batches([step.known.id for step in moved]):
            standing |= set(Placement.objects.filter(pupil__in=batch, until__isnull=True).values_list("pupil", "group"))
        for step in moved:
            for key in step.row.groups:
                if key in self._groups and (step.known.id, self._groups[key]) not in standing:
                    joined.append((self._place.board, step.known.id, self._groups[key], self._place.day))
        bulk.insert(Placement, _PLACEMENT, joined)

    def _new(self, steps: list[Step]) -> None:
        if not steps:
            return
        place = self._place
        unknown = [step for step in steps if step.known is None]
        made = new_persons(place, [(names_of(step.row), step.row.birth_date) for step in unknown])
        self.new_persons += [key for _, key in made]
        persons = {id(step): pk for step, (pk, _) in zip(unknown, made, strict=True)}
        persons |= {id(step): step.known.person for step in steps if step.known is not None}
        self.persons.update(step.known.person for step in steps if step.known is not None)
        ids = place.pupil_ids.take(len(steps))
        rows = []
        placements = []
        for pk, step in zip(ids, steps, strict=True):
            row = step.row
            rows.append((
                pk, place.board, 1, persons[id(step)], place.school.pk, row.key, row.year_group, row.arrived or None,
                False, bytes.fromhex(row.number) or None, bytes.fromhex(row.digest), self._parts(row),
            ))  # fmt: skip
            placements += [(place.board, pk, self._groups[key], place.day) for key in row.groups if key in self._groups]
        bulk.insert(Pupil, _PUPIL, rows)
        bulk.insert(Placement, _PLACEMENT, placements)
        reach.write(
            place.board,
            place.board_key,
            [
                wanted
                for step, (pk, key) in zip(unknown, made, strict=True)
                if step.row.email
                for wanted in reach.wanted(pk, key, email=step.row.email)
            ],
            known=frozenset(),
        )

    def _parts(self, row: object) -> bytes:
        return parts(self._place.digest_key, names_of(row), row.birth_date, row.year_group, row.groups)  # type: ignore[arg-type,attr-defined]


def holders_of(persons: set[int]) -> list[tuple[int, UUID]]:
    """The holders of persons by id."""
    found: list[tuple[int, UUID]] = []
    for batch in batches(persons):
        found += Person.objects.filter(pk__in=batch).values_list("pk", "key")
    return found
