"""Writes staff of an import: keys, the roles that follow from the file, and the groups that they work with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Greatest

from vuistregel import bulk
from vuistregel.organisation.models import Membership, StaffKey, Teaching
from vuistregel.organisation.roster import digests, reach, roles
from vuistregel.organisation.roster.people_writer import Place, new_persons, rename
from vuistregel.organisation.roster.pupil_writer import holders_of
from vuistregel.organisation.roster.rows import NAME_FIELDS, StaffRow, names_of
from vuistregel.organisation.roster.steps import Kind, Step


class StaffWriter:
    """Writes staff; a school has tens of them, so a few statements for each that changed are no matter."""

    def __init__(self, place: Place, groups: dict[str, int]) -> None:
        self._place = place
        self._groups = groups
        self._day = date.fromisoformat(place.day)
        self.persons: set[int] = set()
        self.new_persons: list[UUID] = []

    def write(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.kind is Kind.DEPARTED:
                self._departed(step)
        for step in steps:
            if step.kind in (Kind.CHANGED, Kind.SAME):
                self._changed(step)
        self._new([step for step in steps if step.kind is Kind.NEW])

    def _departed(self, step: Step) -> None:
        """Gone from the file: the key ends, and so do the roles and groups that came with it. The person stays."""
        StaffKey.objects.filter(pk=step.known.id).update(departed=self._day)
        self._end_roles(step.known.person, keep=())
        self._end_groups(step.known.person, keep=())
        self.persons.add(step.known.person)

    def _changed(self, step: Step) -> None:
        row, known = step.row, step.known
        if "person" in step.take and any(change.field in NAME_FIELDS for change in step.changes):
            rename([(known.person, known.person_version, names_of(row))])
        StaffKey.objects.filter(pk=known.id).update(key=row.key, **self._digests(row))
        self._stand(known.person, row)
        if row.email and row.email != known.email:
            self._reach([(known.person, row.email)], known=frozenset({known.person}))
        if step.kind is Kind.CHANGED:
            self.persons.add(known.person)

    def _new(self, steps: list[Step]) -> None:
        if not steps:
            return
        place = self._place
        unknown = [step for step in steps if step.known is None]
        made = new_persons(place, [(names_of(step.row), "") for step in unknown])
        self.new_persons += [key for _, key in made]
        persons = {id(step): pk for step, (pk, _) in zip(unknown, made, strict=True)}
        persons |= {id(step): step.known.person for step in steps if step.known is not None}
        self.persons.update(step.known.person for step in steps if step.known is not None)
        bulk.insert(
            StaffKey,
            ("board", "person", "school", "key", "roster_digest", "roster_parts"),
            [(place.board, persons[id(s)], place.school.pk, s.row.key, *self._digests(s.row).values()) for s in steps],
        )
        bulk.insert(
            Membership,
            ("board", "person", "school", "role", "since", "from_roster"),
            [
                (place.board, pk, place.school.pk, role, place.day, True)
                for step, (pk, _) in zip(unknown, made, strict=True)
                for role in _roles(step.row)
            ],
        )
        bulk.insert(
            Teaching,
            ("board", "person", "group", "since", "from_roster"),
            [
                (place.board, pk, self._groups[key], place.day, True)
                for step, (pk, _) in zip(unknown, made, strict=True)
                for key in step.row.groups
                if key in self._groups
            ],
        )
        for step in steps:
            if step.known is not None:
                self._stand(step.known.person, step.row)
        fresh = frozenset(pk for pk, _ in made)
        rows = [(persons[id(step)], step.row.email) for step in steps if step.row.email]
        self._reach(rows, known=frozenset(pk for pk, _ in rows) - fresh)

    def _stand(self, person: int, row: StaffRow) -> None:
        """Roles and groups as the file has them now. What somebody granted here is left alone."""
        told = _roles(row)
        self._end_roles(person, keep=told)
        held = set(
            Membership.objects.filter(person=person, school=self._place.school, until__isnull=True).values_list(
                "role", flat=True
            )
        )
        for role in told:
            if role not in held:
                # The same role may have ended today by an earlier file: then it goes on.
                Membership.objects.update_or_create(
                    board_id=self._place.board, person_id=person, school=self._place.school, role=role, since=self._day,
                    defaults={"until": None, "from_roster": True},
                )  # fmt: skip
        groups = {self._groups[key] for key in row.groups if key in self._groups}
        self._end_groups(person, keep=sorted(groups))
        there = set(
            Teaching.objects.filter(person=person, group__in=groups, until__isnull=True).values_list("group", flat=True)
        )
        Teaching.objects.bulk_create(
            [
                Teaching(
                    board_id=self._place.board, person_id=person, group_id=group, since=self._day, from_roster=True
                )
                for group in sorted(groups - there)
            ]
        )

    def _end_roles(self, person: int, *, keep: Sequence[str]) -> None:
        rows = Membership.objects.filter(person=person, school=self._place.school, until__isnull=True, from_roster=True)
        rows.exclude(role__in=keep).update(until=Greatest("since", Value(self._day)))

    def _end_groups(self, person: int, *, keep: Sequence[int]) -> None:
        rows = Teaching.objects.filter(
            until__isnull=True, person=person, group__school=self._place.school, from_roster=True
        )
        rows.exclude(group__in=keep).update(until=Greatest("since", Value(self._day)))

    def _reach(self, rows: list[tuple[int, str]], *, known: frozenset[int]) -> None:
        keys = dict(holders_of({person for person, _ in rows}))
        wanted = [w for person, email in rows for w in reach.wanted(person, keys[person], email=email)]
        reach.write(self._place.board, self._place.board_key, wanted, known=known)

    def _digests(self, row: StaffRow) -> dict[str, bytes]:
        return {
            "roster_digest": bytes.fromhex(row.digest),
            "roster_parts": digests.of_part(self._place.digest_key, names_of(row)),
        }


def _roles(row: StaffRow) -> tuple[str, ...]:
    return roles.followed(row.roles, has_groups=bool(row.groups))
