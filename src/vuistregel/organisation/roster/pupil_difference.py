"""Pupils of a file against pupils of the house: what is new, changed, gone, and what only a person can say.

A key of the administration is reused. The same key with another name and another date of birth is not taken for the
same child, and the same name with date of birth under another key is not silently taken for it either: doubt is shown
and a person decides (norm `roster.match.confirm`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vuistregel.organisation.roster import digests
from vuistregel.organisation.roster.pupil_house import KnownPupil, PupilHouse
from vuistregel.organisation.roster.rows import NAME_FIELDS, PupilRow, names_of
from vuistregel.organisation.roster.spelling import same_name
from vuistregel.organisation.roster.steps import (
    FILE_OR_HOUSE,
    HOUSE,
    OTHER,
    SAME,
    Change,
    Conflict,
    Counts,
    Kind,
    Step,
    What,
    same_or_other,
)
from vuistregel.words import Words

_SAME_OR_OTHER = same_or_other(
    Words("Ja, dezelfde leerling", "Yes, the same pupil"), Words("Nee, een andere leerling", "No, another pupil")
)
_OTHER_CHILD = Words(
    "Nummer {key} hoort bij {known}. In het bestand staat er {told}. Is dit dezelfde leerling?",
    "Number {key} belongs to {known}. The file says {told}. Is this the same pupil?",
)
_KNOWN_CHILD = Words(
    "{told} lijkt op {known} ({school}). Is dit dezelfde leerling?",
    "{told} looks like {known} ({school}). Is this the same pupil?",
)
_EDITED = Words(
    "{known}: iemand op school heeft dit na het vorige bestand zelf veranderd. Wat moet blijven?",
    "{known}: somebody at the school changed this after the last file. What should stay?",
)
_ELSEWHERE = Words(
    "Staat ook op {school}. Wij verplaatsen niemand vanzelf.", "Is also at {school}. We move nobody by ourselves."
)


class PupilDifference:
    """Walks the pupils of a file once. `counts` and `departures()` are complete after the walk."""

    def __init__(
        self,
        house: PupilHouse,
        key: bytes,
        group_names: dict[str, str],
        choices: dict[str, str],
        *,
        day: date,
        when: str,
    ) -> None:
        self._house = house
        self._key = key
        self._group_names = group_names
        self._choices = choices
        self._day = day.isoformat()
        self._when = when
        self._seen: set[int] = set()
        self._left: dict[int, str] = {}
        self.counts = Counts(present=len(house.by_key))
        self.already_left = 0

    def walk(self, batches: Iterable[list[list[object]]]) -> Iterator[list[Step]]:
        """Steps per batch of rows. What is the same as last time makes none."""
        by_digest, seen, counts = self._house.by_digest, self._seen, self.counts
        for batch in batches:
            other: list[PupilRow] = []
            for record in batch:
                pupil = by_digest.get(record[0])  # type: ignore[call-overload]
                if pupil is None:
                    other.append(PupilRow(*record))  # type: ignore[arg-type]
                else:
                    seen.add(pupil)
                    counts.unchanged += 1
            if other:
                steps = self._steps(other)
                for step in steps:
                    counts.add(step.kind)
                yield steps

    def departures(self) -> Iterator[list[Step]]:
        """Who was present and is not in the file any more, or is in it as having left. Call after the walk."""
        gone = [pk for pk in self._house.by_key.values() if pk not in self._seen]
        for start in range(0, len(gone), 500):
            details = self._house.details(gone[start : start + 500])
            elsewhere = self._elsewhere(details.values())
            steps = []
            for pk, known in details.items():
                left = max(self._left.get(pk, self._when), known.arrived)
                notes = (_ELSEWHERE.with_(school=elsewhere[pk]),) if pk in elsewhere else ()
                changes = (Change("departed", "", left),)
                steps.append(Step(What.PUPIL, Kind.DEPARTED, known.key, known.name, None, known, changes, notes=notes))
                self.counts.departed += 1
            yield steps

    def _steps(self, batch: list[PupilRow]) -> list[Step]:
        staying: list[PupilRow] = []
        for row in batch:
            if row.departed and row.departed <= self._day:
                self._has_left(row)
            else:
                staying.append(row)
        present = [pk for row in staying if (pk := self._house.by_key.get(row.key)) is not None]
        new = [row for row in staying if row.key not in self._house.by_key]
        likely, returning = self._likely(new)
        details = self._house.details(
            {*present, *(pk for pks in (*likely.values(), *returning.values()) for pk in pks)}
        )
        steps = []
        for row in staying:
            pk = self._house.by_key.get(row.key)
            if pk is not None:
                steps += self._present(row, details[pk])
            else:
                steps.append(self._absent(row, likely, returning, details))
        return steps

    def _has_left(self, row: PupilRow) -> None:
        """The file says that this pupil left: a departure with the file's own date, or nobody whom we know."""
        pk = self._house.by_key.get(row.key)
        if pk is None:
            self.already_left += 1
        else:
            self._left[pk] = row.departed

    def _likely(self, new: list[PupilRow]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Candidates for rows under an unknown key: by number, by name with date of birth, and by the key long ago.

        Names are compared before anything else of a pupil is read: classes full of children share a date of birth.
        """
        house = self._house
        house.learn_birth_days(row.birth_date for row in new)
        numbers = house.with_numbers({row.number for row in new if row.number})
        likely = {row.key: [*numbers.get(row.number, ()), *house.alike(row.who, row.birth_date)] for row in new}
        return likely, self._house.departed_with_keys(row.key for row in new)

    def _present(self, row: PupilRow, known: KnownPupil) -> list[Step]:
        """A row under a key that somebody present has."""
        self._seen.add(known.id)
        if same_name(row.who, known.who) or row.birth_date == known.birth_date:
            return [self._changed(row, known)]
        conflict = self._question("other_child", _OTHER_CHILD, row, known)
        answer = conflict.choice(self._choices)
        if answer is None:
            return [Step(What.PUPIL, Kind.CONFLICT, row.key, row.name, row, known, conflict=conflict)]
        if answer == SAME:
            return [self._changed(row, known, conflict, answer)]
        # The key went to somebody else: the one whom we know left, by the answer that was given.
        left = (Change("departed", "", max(self._when, known.arrived)),)
        return [
            Step(What.PUPIL, Kind.DEPARTED, known.key, known.name, None, known, left, conflict, answer),
            Step(What.PUPIL, Kind.NEW, row.key, row.name, row, None, (), conflict, answer),
        ]

    def _changed(
        self, row: PupilRow, known: KnownPupil, asked: Conflict | None = None, answer: str | None = None
    ) -> Step:
        changes = self._changes(row, known)
        edited = () if asked else self._edited(known, changes)
        if edited:
            conflict = self._edit_question(row, known, edited)
            answer = conflict.choice(self._choices)
            if answer is None:
                return Step(What.PUPIL, Kind.CONFLICT, row.key, known.name, row, known, changes, conflict)
            if answer == HOUSE:
                take = frozenset({"person", "place"}) - set(edited)
                kept = tuple(c for c in changes if _part(c.field) in take)
                return Step(What.PUPIL, _kind(kept), row.key, known.name, row, known, kept, conflict, answer, take)
            asked = conflict
        return Step(What.PUPIL, _kind(changes), row.key, row.name, row, known, changes, asked, answer)

    def _absent(
        self,
        row: PupilRow,
        likely: dict[str, list[int]],
        returning: dict[str, list[int]],
        details: dict[int, KnownPupil],
    ) -> Step:
        """A row under a key that nobody present has: new, returned, or perhaps somebody whom we know."""
        for pk in returning.get(row.key, ()):
            known = details[pk]
            if same_name(row.who, known.who) and row.birth_date == known.birth_date and row.birth_date:
                changes = (Change("departed", known.departed, ""), *self._changes(row, known))
                return Step(What.PUPIL, Kind.CHANGED, row.key, row.name, row, known, changes)
        for pk in likely.get(row.key, ()):
            known = details[pk]
            if (row.number and row.number == known.number) or (
                same_name(row.who, known.who) and row.birth_date == known.birth_date
            ):
                return self._looks_like(row, known)
        return Step(What.PUPIL, Kind.NEW, row.key, "", row)

    def _looks_like(self, row: PupilRow, known: KnownPupil) -> Step:
        conflict = self._question("known_child", _KNOWN_CHILD, row, known)
        answer = conflict.choice(self._choices)
        if answer == OTHER:
            return Step(What.PUPIL, Kind.NEW, row.key, row.name, row, None, conflict=conflict, answer=answer)
        if known.here:
            self._seen.add(known.id)
        if answer is None:
            return Step(What.PUPIL, Kind.CONFLICT, row.key, row.name, row, known, conflict=conflict)
        if not known.here:
            # One human being at two schools: a place at this school beside the other one.
            beside = (Change("school", known.school, self._house.school.name),)
            return Step(What.PUPIL, Kind.NEW, row.key, row.name, row, known, beside, conflict, answer)
        changes = self._changes(row, known)
        if known.departed:
            changes = (Change("departed", known.departed, ""), *changes)
        if known.key != row.key:
            changes = (Change("key", known.key, row.key), *changes)
        return Step(What.PUPIL, Kind.CHANGED, row.key, row.name, row, known, changes, conflict, answer)

    def _changes(self, row: PupilRow, known: KnownPupil) -> tuple[Change, ...]:
        pairs = [*zip(NAME_FIELDS, known.names, names_of(row), strict=True)]
        pairs += [("birth_date", known.birth_date, row.birth_date), ("year_group", known.year_group, row.year_group)]
        if row.arrived:
            pairs.append(("arrived", known.arrived, row.arrived))
        if row.number:
            pairs.append(("number", "1" if known.number == row.number else "", "1"))
        changes = [Change(field, old, new) for field, old, new in pairs if old != new]
        if row.email and row.email != known.email:
            changes.append(Change("email", known.email, row.email))
        if set(known.groups) != set(row.groups):
            told = ", ".join(self._group_names.get(key, key) for key in row.groups)
            changes.append(Change("groups", ", ".join(known.group_names), told))
        return tuple(changes)

    def _edited(self, known: KnownPupil, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """The parts that somebody here changed since the last file, and that the file would change as well."""
        if not known.parts:
            return ()
        touched = {_part(change.field) for change in changes}
        now = parts(self._key, known.names, known.birth_date, known.year_group, known.groups)
        edited = {
            "person": now[: digests.PART] != known.parts[: digests.PART],
            "place": now[digests.PART :] != known.parts[digests.PART :],
        }
        return tuple(part for part in ("person", "place") if edited[part] and part in touched)

    def _edit_question(self, row: PupilRow, known: KnownPupil, edited: tuple[str, ...]) -> Conflict:
        changes = [c for c in self._changes(row, known) if _part(c.field) in edited]
        return Conflict(
            id=digests.name_for(self._key, "edited", known.id, row.digest),
            code="edited",
            question=_EDITED.with_(known=known.name),
            options=FILE_OR_HOUSE,
            known=tuple((c.field, c.old) for c in changes),
            told=tuple((c.field, c.new) for c in changes),
        )

    def _question(self, code: str, question: Words, row: PupilRow, known: KnownPupil) -> Conflict:
        told_groups = ", ".join(self._group_names.get(key, key) for key in row.groups)
        return Conflict(
            id=digests.name_for(self._key, code, known.id, row.digest),
            code=code,
            question=question.with_(key=row.key, known=known.name, told=row.name, school=known.school),
            options=_SAME_OR_OTHER,
            known=(("name", known.name), ("birth_date", known.birth_date), ("groups", ", ".join(known.group_names))),
            told=(("name", row.name), ("birth_date", row.birth_date), ("groups", told_groups)),
        )

    def _elsewhere(self, known: Iterable[KnownPupil]) -> dict[int, str]:
        """Of those who vanished: at which other school of the board the same human being, or a likeness, is present."""
        gone = list(known)
        self._house.learn_birth_days(pupil.birth_date for pupil in gone)
        alike = {pupil.id: self._house.alike(pupil.who, pupil.birth_date) for pupil in gone}
        others = self._house.details({pk for pks in alike.values() for pk in pks} - {pupil.id for pupil in gone})
        found = {}
        for pupil, pks in alike.items():
            for other in (others[pk] for pk in pks if pk in others):
                if not other.here and not other.departed:
                    found[pupil] = other.school
        return found


def parts(key: bytes, names: tuple[str, ...], birth_date: str, year_group: str, groups: Iterable[str]) -> bytes:
    """Digests of both parts of a pupil's row: who it is, and where."""
    return digests.of_part(key, (*names, birth_date)) + digests.of_part(key, (year_group, *sorted(groups)))


def _kind(changes: tuple[Change, ...]) -> Kind:
    return Kind.CHANGED if changes else Kind.SAME


def _part(field: str) -> str:
    return "place" if field in {"groups", "year_group", "arrived"} else "person"
