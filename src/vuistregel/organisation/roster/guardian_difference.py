"""Guardians of a file against guardians of the house. One step per guardian; authority is of the pair with a pupil.

Who is who: the key of the contact file, else the same name with the same e-mail address. Two guardians may share an
address, so an address alone makes nobody the same. A likeness around the same pupil is a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vuistregel.organisation.roster import digests
from vuistregel.organisation.roster.findings import Finding
from vuistregel.organisation.roster.guardian_house import GuardianHouse, KnownGuardian, KnownPair
from vuistregel.organisation.roster.reading import KnownPupil, RosterGuardian, join_contacts
from vuistregel.organisation.roster.relations import relation_of
from vuistregel.organisation.roster.rows import GuardianRow
from vuistregel.organisation.roster.spelling import fold, same_name, similar_name
from vuistregel.organisation.roster.steps import (
    FILE_OR_HOUSE,
    HOUSE,
    OTHER,
    SAME,
    Change,
    Conflict,
    Counts,
    Kind,
    Option,
    Step,
    What,
    same_or_other,
)
from vuistregel.words import Words, same

_SAME_OR_OTHER = same_or_other(
    Words("Ja, dezelfde persoon", "Yes, the same person"), Words("Nee, iemand anders", "No, somebody else")
)
_SAME_GUARDIAN = Words(
    "{told} lijkt op {known}. Is dit dezelfde persoon?", "{told} looks like {known}. Is this the same person?"
)
_OTHER_GUARDIAN = Words(
    "Nummer {key} hoort bij {known}. In het bestand staat er {told}. Is dit dezelfde persoon?",
    "Number {key} belongs to {known}. The file says {told}. Is this the same person?",
)
_AUTHORITY = Words(
    "Over het gezag van {known} zegt het bestand iets anders dan hier is bevestigd. Wat klopt?",
    "On the authority of {known} the file says something else than was confirmed here. What is right?",
)
_WHICH_PUPIL = Words(
    "{told} hoort bij een leerling, maar bij welke is niet zeker. {why}",
    "{told} belongs to a pupil, but to which one is not certain. {why}",
)
_NOT_THIS = Option(OTHER, Words("Geen van hen: sla over", "None of them: leave out"))
_UNKNOWN_PUPIL = Words(
    "Regel {line}: {told} hoort bij een leerling die wij niet kennen{which}. Wij slaan deze ouder over.",
    "Line {line}: {told} belongs to a pupil whom we do not know{which}. We leave this parent out.",
)
_DEPARTED_PUPIL = Words(
    "Regel {line}: {told} hoort bij een leerling die van school is{which}. Wij slaan deze ouder over.",
    "Line {line}: {told} belongs to a pupil who left the school{which}. We leave this parent out.",
)
_WHICH = Words(" (nummer {key})", " (number {key})")


@dataclass(frozen=True, slots=True)
class Pair:
    """A guardian with one pupil, as the file says it; `known` when the house has the pair."""

    pupil_key: str
    row: GuardianRow
    known: KnownPair | None
    take_authority: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One guardian of the file with all pupils: `row` says the name and how to reach them."""

    row: GuardianRow
    pairs: tuple[Pair, ...]


class GuardianDifference:
    """Looks at the guardians of a file once; everything is complete after `walk`."""

    def __init__(
        self, house: GuardianHouse, key: bytes, choices: dict[str, str], new_pupils: Mapping[str, KnownPupil]
    ) -> None:
        self._house = house
        self._key = key
        self._choices = choices
        self._pupils = {**house.pupils, **new_pupils}
        self._seen: set[int] = set()
        self._about: set[str] = set()
        self.counts = Counts()
        self.warnings: list[Finding] = []

    def walk(self, batches: Iterable[list[list[object]]]) -> Iterator[list[Step]]:
        """Steps; first those on which pupil a guardian belongs to, then per guardian."""
        rows = [GuardianRow(*record) for batch in batches for record in batch]  # type: ignore[arg-type]
        sure, doubts = self._join(rows)
        yield [self._counted(step) for step in doubts]
        different: list[tuple[str, list[tuple[str, GuardianRow]]]] = []
        for identity, pairs in self._identities(sure).items():
            self._about.update(pupil for pupil, _ in pairs)
            known = [self._house.by_digest.get((pupil, row.digest)) for pupil, row in pairs]
            if all(known):
                self._seen.update(pair.id for pair in known if pair)
                self.counts.unchanged += 1
            else:
                different.append((identity, pairs))
        for start in range(0, len(different), 500):
            yield [self._counted(step) for step in self._steps(different[start : start + 500])]

    def departures(self) -> list[Step]:
        """Pairs that an earlier file brought, of pupils whom this file names, and that it does not name any more."""
        gone = [
            pair
            for pair in self._house.pairs.values()
            if pair.digest and pair.id not in self._seen and pair.pupil_key in self._about
        ]
        details = self._house.details({pair.person for pair in gone})
        self.counts.departed += len(gone)
        return [Step(What.GUARDIAN, Kind.DEPARTED, p.key, details[p.person].name, None, p) for p in gone]

    def _counted(self, step: Step) -> Step:
        self.counts.add(step.kind)
        return step

    def _join(self, rows: list[GuardianRow]) -> tuple[list[tuple[str, GuardianRow]], list[Step]]:
        """Which row belongs to which pupil; a doubt is a conflict, or its answer."""
        asked = [_for_join(row, number) for number, row in enumerate(rows)]
        joined = join_contacts(asked, self._pupils)
        sure = [(pupil, rows[guardian.line]) for guardian, pupil in joined.sure]
        steps = []
        for doubt in joined.doubtful:
            row = rows[doubt.guardian.line]
            conflict = self._which_pupil(row, doubt.candidates, doubt.why)
            answer = conflict.choice(self._choices)
            if answer is None:
                steps.append(Step(What.GUARDIAN, Kind.CONFLICT, row.key, row.name, row, None, conflict=conflict))
            elif answer != OTHER:
                sure.append((doubt.candidates[int(answer) - 1 if answer != SAME else 0], row))
        self.warnings += self._left_out([rows[guardian.line] for guardian in joined.unknown])
        return sure, steps

    def _left_out(self, rows: list[GuardianRow]) -> list[Finding]:
        """Guardians whose pupil is not at the school: each with its line, and whether that pupil was here before."""
        departed = self._house.departed(key for row in rows for key in row.pupil_keys)
        found = []
        for row in rows:
            gone = any(key in departed for key in row.pupil_keys)
            which = _WHICH.with_(key=", ".join(row.pupil_keys)) if row.pupil_keys else same("")
            words = (_DEPARTED_PUPIL if gone else _UNKNOWN_PUPIL).with_(line=row.line, told=row.name, which=which)
            found.append(Finding("contact.pupil_departed" if gone else "contact.pupil_unknown", words, row.line))
        return found

    def _which_pupil(self, row: GuardianRow, candidates: tuple[str, ...], why: Words) -> Conflict:
        options = [
            Option(SAME if len(candidates) == 1 else str(n), self._called(key)) for n, key in enumerate(candidates, 1)
        ]
        return Conflict(
            id=digests.name_for(self._key, "which_pupil", row.digest, *candidates),
            code="which_pupil",
            question=_WHICH_PUPIL.with_(told=row.name, why=why),
            options=(*options, _NOT_THIS),
            known=tuple(("name", self._called(key).nl) for key in candidates),
            told=(("name", row.pupil_name), ("birth_date", row.pupil_birth_date)),
        )

    def _called(self, key: str) -> Words:
        pupil = self._pupils[key]
        name = " ".join(filter(None, (pupil.call_name or pupil.given_name, pupil.prefix, pupil.family_name)))
        born = pupil.birth_date.isoformat() if pupil.birth_date else "?"
        return Words("{name}, geboren {born}", "{name}, born {born}").with_(name=name, born=born)

    @staticmethod
    def _identities(sure: list[tuple[str, GuardianRow]]) -> dict[str, list[tuple[str, GuardianRow]]]:
        """Rows that are about one guardian: the same key, or the same name with the same address, else each its own."""
        found: dict[str, list[tuple[str, GuardianRow]]] = defaultdict(list)
        for number, (pupil, row) in enumerate(sure):
            reach = row.email.casefold() or row.phone
            name = f"{fold(row.given_names)}\x1f{fold(row.family_name)}\x1f{reach}"
            identity = f"key {row.key}" if row.key else f"name {name}" if reach else f"row {number}"
            found[identity].append((pupil, row))
        return found

    def _steps(self, different: list[tuple[str, list[tuple[str, GuardianRow]]]]) -> Iterator[Step]:
        hashes = self._house.hashes(row.email for _, pairs in different for _, row in pairs)
        reached = self._house.reached_by(hashes.values())
        wanted: set[int] = {person for persons in reached.values() for person in persons}
        for _, pairs in different:
            wanted.update(self._house.by_key.get(row.key, 0) for _, row in pairs)
            wanted.update(person for pupil, _ in pairs for person in self._house.by_pupil.get(pupil, ()))
        details = self._house.details(wanted - {0})
        for _, pairs in different:
            row = pairs[0][1]
            email = hashes.get(row.email, b"")
            known, conflict, answer = self._who(
                row, [pupil for pupil, _ in pairs], email, reached.get(email, []), details
            )
            yield self._step(row, pairs, known, conflict, answer)

    def _who(
        self, row: GuardianRow, pupils: list[str], email: bytes, reached: list[int], details: dict[int, KnownGuardian]
    ) -> tuple[KnownGuardian | None, Conflict | None, str | None]:
        """Whom the house knows this guardian as; with the question when only a person can say."""
        if row.key and (known := details.get(self._house.by_key.get(row.key, 0))):
            if fold(row.family_name) == fold(known.family_name) or fold(row.given_names) == fold(known.first):
                return known, None, None
            return self._asked("other_guardian", _OTHER_GUARDIAN, row, known)
        for person in reached:
            if same_name(row.who, details[person].who):
                return details[person], None, None
        around = [details[p] for p in dict.fromkeys(p for pupil in pupils for p in self._house.by_pupil.get(pupil, ()))]
        for known in around:
            if same_name(row.who, known.who) and (not email or not known.lookups):
                return known, None, None
        for known in around:
            if similar_name(row.who, known.who):
                return self._asked("same_guardian", _SAME_GUARDIAN, row, known)
        return None, None, None

    def _asked(
        self, code: str, question: Words, row: GuardianRow, known: KnownGuardian
    ) -> tuple[KnownGuardian | None, Conflict | None, str | None]:
        conflict = Conflict(
            id=digests.name_for(self._key, code, known.person, row.digest),
            code=code,
            question=question.with_(key=row.key, told=row.name, known=known.name),
            options=_SAME_OR_OTHER,
            known=(("name", known.name), ("email", known.values.get("email", ""))),
            told=(("name", row.name), ("email", row.email)),
        )
        answer = conflict.choice(self._choices)
        return (None if answer == OTHER else known), conflict, answer

    def _step(
        self,
        row: GuardianRow,
        pairs: list[tuple[str, GuardianRow]],
        known: KnownGuardian | None,
        conflict: Conflict | None,
        answer: str | None,
    ) -> Step:
        told = [
            Pair(pupil, own, self._house.pairs.get((pupil, known.person)) if known else None) for pupil, own in pairs
        ]
        self._seen.update(pair.known.id for pair in told if pair.known)
        if conflict is not None and answer is None:
            return Step(
                What.GUARDIAN, Kind.CONFLICT, row.key, row.name, Told(row, tuple(told)), known, conflict=conflict
            )
        if known is None:
            return Step(What.GUARDIAN, Kind.NEW, row.key, row.name, Told(row, tuple(told)), None, (), conflict, answer)
        differing = [
            p for p in told if p.known and p.row.asserted and p.known.authority not in ("unknown", p.row.authority)
        ]
        if differing:
            conflict = self._authority(row, known, differing)
            answer = conflict.choice(self._choices)
            if answer is None:
                return Step(
                    What.GUARDIAN, Kind.CONFLICT, row.key, row.name, Told(row, tuple(told)), known, conflict=conflict
                )
            if answer == HOUSE:
                told = [replace(pair, take_authority=pair not in differing) for pair in told]
        changes = _changes(row, known, told)
        kind = Kind.CHANGED if changes else Kind.SAME
        return Step(What.GUARDIAN, kind, row.key, row.name, Told(row, tuple(told)), known, changes, conflict, answer)

    def _authority(self, row: GuardianRow, known: KnownGuardian, pairs: list[Pair]) -> Conflict:
        return Conflict(
            id=digests.name_for(self._key, "authority", known.person, *(pair.row.digest for pair in pairs)),
            code="authority",
            question=_AUTHORITY.with_(known=known.name),
            options=FILE_OR_HOUSE,
            known=tuple(("authority", pair.known.authority) for pair in pairs if pair.known),
            told=tuple(("authority", pair.row.authority) for pair in pairs),
        )


def _changes(row: GuardianRow, known: KnownGuardian, pairs: list[Pair]) -> tuple[Change, ...]:
    names = [("prefix", known.prefix, row.prefix), ("family_name", known.family_name, row.family_name)]
    if row.given_names != known.first:
        names.insert(0, ("given_names", known.given_names, row.given_names))
    changes = [Change(field, old, new) for field, old, new in names if old != new]
    for field, new in (("email", row.email), ("phone", row.phone), ("address", row.address)):
        old = known.values.get(field, "")
        if new and new != old:
            changes.append(Change(field, old, new))
    for pair in pairs:
        own = pair.known
        if own is None:
            changes.append(Change("relation", "", pair.row.relation))
            continue
        if (relation := relation_of(pair.row.relation)) != own.relation and pair.row.relation:
            changes.append(Change("relation", own.relation, relation))
        if pair.row.asserted and pair.take_authority and pair.row.authority != own.authority:
            changes.append(Change("authority", own.authority, pair.row.authority))
        elif not pair.row.asserted and pair.row.authority != own.claimed and pair.row.authority != "unknown":
            changes.append(Change("authority", own.claimed, pair.row.authority))
        if pair.row.key and pair.row.key != own.key:
            changes.append(Change("key", own.key, pair.row.key))
    return tuple(changes)


def _for_join(row: GuardianRow, number: int) -> RosterGuardian:
    """The row as the join reads it; `line` is its place in our own list."""
    return RosterGuardian(
        key=row.key,
        pupil_keys=tuple(row.pupil_keys),
        pupil_number=row.number,
        pupil_name=row.pupil_name,
        pupil_birth_date=date.fromisoformat(row.pupil_birth_date) if row.pupil_birth_date else None,
        given_name=row.given_names,
        prefix=row.prefix,
        family_name=row.family_name,
        line=number,
    )
