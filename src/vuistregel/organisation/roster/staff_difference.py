"""Staff of a file against staff of the house. A school has tens of them, so the house's side is read whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vuistregel.access.matrix import shipped
from vuistregel.organisation.models import Membership, Person, School, StaffKey, Teaching
from vuistregel.organisation.roster import digests, roles
from vuistregel.organisation.roster.findings import Finding
from vuistregel.organisation.roster.reach import roster_emails
from vuistregel.organisation.roster.rows import NAME_FIELDS, StaffRow, names_of, shown
from vuistregel.organisation.roster.spelling import first_name, fold, same_name
from vuistregel.organisation.roster.steps import (
    FILE_OR_HOUSE,
    HOUSE,
    OTHER,
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
    Words("Ja, dezelfde medewerker", "Yes, the same member of staff"), Words("Nee, iemand anders", "No, somebody else")
)
_OTHER = Words(
    "Nummer {key} hoort bij {known}. In het bestand staat er {told}. Is dit dezelfde medewerker?",
    "Number {key} belongs to {known}. The file says {told}. Is this the same member of staff?",
)
_KNOWN = Words(
    "{told} lijkt op {known} ({school}). Is dit dezelfde medewerker?",
    "{told} looks like {known} ({school}). Is this the same member of staff?",
)
_EDITED = Words(
    "De naam van {known} is hier na het vorige bestand veranderd. Welke naam blijft?",
    "The name of {known} was changed here after the last file. Which name stays?",
)
_JUDGEMENT = Words(
    "{name} heeft in het bestand een rol die bij ons alles van een school opent: {role}. Die rol geeft u zelf.",
    "{name} has a role in the file that opens all of a school here: {role}. You grant that role yourself.",
)
_NO_ROLE = Words(
    "{name} heeft in het bestand geen rol of groep. Zonder rol ziet {name} hier niets.",
    "{name} has no role or group in the file. Without a role {name} sees nothing here.",
)


@dataclass(frozen=True, slots=True)
class KnownStaff:
    """A member of staff of the board; `id` is the row of the key at this school, 0 for somebody of another school."""

    id: int
    person: int
    person_version: int
    key: str
    names: tuple[str, ...]
    digest: str
    parts: bytes
    email: str
    groups: frozenset[str]
    roles: frozenset[str]
    school: str

    @property
    def who(self) -> tuple[str, str]:
        given, initials, _prefix, family, call = self.names
        return first_name(call, given, initials), family

    @property
    def name(self) -> str:
        return shown(self.who[0], self.names[2], self.names[3])


class StaffDifference:
    """Walks the staff of a file once; `counts`, `warnings` and `departures()` are complete after the walk."""

    def __init__(self, school: School, key: bytes, group_names: dict[str, str], choices: dict[str, str]) -> None:
        self._school = school
        self._key = key
        self._group_names = group_names
        self._choices = choices
        self._here, self._elsewhere = self._load()
        self._seen: set[int] = set()
        self.counts = Counts()
        self.warnings: list[Finding] = []
        self._any = False

    def walk(self, batches: Iterable[list[list[object]]]) -> Iterator[list[Step]]:
        for batch in batches:
            self._any = True
            steps = []
            for record in batch:
                row = StaffRow(*record)  # type: ignore[arg-type]
                known = self._here.get(row.key)
                self._judge(row, known)
                if known is not None and known.digest == row.digest:
                    self._seen.add(known.id)
                    self.counts.unchanged += 1
                    continue
                for step in self._present(row, known) if known else [self._absent(row)]:
                    self.counts.add(step.kind)
                    steps.append(step)
            yield steps

    def departures(self) -> list[Step]:
        """Staff whom an earlier file brought and this one does not name. A file without staff says nothing of them."""
        if not self._any:
            return []
        gone = [known for known in self._here.values() if known.id not in self._seen]
        self.counts.departed += len(gone)
        return [Step(What.STAFF, Kind.DEPARTED, known.key, known.name, None, known) for known in gone]

    def _present(self, row: StaffRow, known: KnownStaff) -> list[Step]:
        self._seen.add(known.id)
        if fold(row.who[0]) != fold(known.who[0]) and fold(row.family_name) != fold(known.who[1]):
            conflict = self._question("other_staff", _OTHER, row, known)
            answer = conflict.choice(self._choices)
            if answer is None:
                return [Step(What.STAFF, Kind.CONFLICT, row.key, row.name, row, known, conflict=conflict)]
            if answer == OTHER:
                return [
                    Step(What.STAFF, Kind.DEPARTED, known.key, known.name, None, known, (), conflict, answer),
                    Step(What.STAFF, Kind.NEW, row.key, row.name, row, None, (), conflict, answer),
                ]
            return [self._changed(row, known, conflict, answer)]
        return [self._changed(row, known)]

    def _changed(
        self, row: StaffRow, known: KnownStaff, conflict: Conflict | None = None, answer: str | None = None
    ) -> Step:
        changes = self._changes(row, known)
        named = tuple(c for c in changes if c.field in NAME_FIELDS)
        if named and conflict is None and known.parts and known.parts != digests.of_part(self._key, known.names):
            conflict = Conflict(
                id=digests.name_for(self._key, "edited_staff", known.id, row.digest),
                code="edited",
                question=_EDITED.with_(known=known.name),
                options=FILE_OR_HOUSE,
                known=tuple((c.field, c.old) for c in named),
                told=tuple((c.field, c.new) for c in named),
            )
            answer = conflict.choice(self._choices)
            if answer is None:
                return Step(What.STAFF, Kind.CONFLICT, row.key, known.name, row, known, changes, conflict)
            if answer == HOUSE:
                changes = tuple(c for c in changes if c not in named)
                take = frozenset({"place"})
                return Step(
                    What.STAFF, _kind(changes), row.key, known.name, row, known, changes, conflict, answer, take
                )
        return Step(What.STAFF, _kind(changes), row.key, row.name, row, known, changes, conflict, answer)

    def _absent(self, row: StaffRow) -> Step:
        for known in self._elsewhere.get(fold(row.family_name), ()):
            if not same_name(row.who, known.who):
                continue
            conflict = self._question("known_staff", _KNOWN, row, known)
            answer = conflict.choice(self._choices)
            if answer == OTHER:
                return Step(What.STAFF, Kind.NEW, row.key, row.name, row, None, conflict=conflict, answer=answer)
            if known.id:
                self._seen.add(known.id)
            if answer is None:
                return Step(What.STAFF, Kind.CONFLICT, row.key, row.name, row, known, conflict=conflict)
            if not known.id:
                return Step(What.STAFF, Kind.NEW, row.key, row.name, row, known, (), conflict, answer)
            changes = (Change("key", known.key, row.key), *self._changes(row, known))
            return Step(What.STAFF, Kind.CHANGED, row.key, row.name, row, known, changes, conflict, answer)
        return Step(What.STAFF, Kind.NEW, row.key, row.name, row)

    def _changes(self, row: StaffRow, known: KnownStaff) -> tuple[Change, ...]:
        pairs = [*zip(NAME_FIELDS, known.names, names_of(row), strict=True)]
        changes = [Change(field, old, new) for field, old, new in pairs if old != new]
        if row.email and row.email != known.email:
            changes.append(Change("email", known.email, row.email))
        told = roles.followed(row.roles, has_groups=bool(row.groups))
        if set(told) != known.roles:
            changes.append(Change("roles", _role_names(known.roles), _role_names(told)))
        if set(row.groups) != known.groups:
            name = self._group_names
            old, new = sorted(known.groups), row.groups
            changes.append(
                Change("groups", ", ".join(name.get(g, g) for g in old), ", ".join(name.get(g, g) for g in new))
            )
        return tuple(changes)

    def _judge(self, row: StaffRow, known: KnownStaff | None) -> None:
        held: set[str] = set()
        if known and roles.asked(row.roles):
            rows = Membership.objects.filter(person=known.person, school=self._school, until__isnull=True)
            held = set(rows.values_list("role", flat=True))
        for role in roles.asked(row.roles):
            if role not in held:
                words = _JUDGEMENT.with_(name=row.name, role=shipped().roles[role].words)
                self.warnings.append(Finding("role.judgement", words, row.line))
        if not row.roles and not row.groups:
            self.warnings.append(Finding("role.none", _NO_ROLE.with_(name=row.name), row.line))

    def _question(self, code: str, question: Words, row: StaffRow, known: KnownStaff) -> Conflict:
        return Conflict(
            id=digests.name_for(self._key, code, known.person, row.digest),
            code=code,
            question=question.with_(key=row.key, known=known.name, told=row.name, school=known.school),
            options=_SAME_OR_OTHER,
            known=(("name", known.name), ("email", known.email), ("roles", _role_names(known.roles))),
            told=(("name", row.name), ("email", row.email),
                  ("roles", _role_names(roles.followed(row.roles, has_groups=bool(row.groups))))),
        )  # fmt: skip

    def _load(self) -> tuple[dict[str, KnownStaff], dict[str, list[KnownStaff]]]:
        """The keys of this school, and everybody who works at the board by folded family name."""
        board, school = self._school.board_id, self._school
        teaching: dict[int, set[str]] = defaultdict(set)
        for person, group in Teaching.objects.filter(
            board=board, group__school=school, until__isnull=True, from_roster=True
        ).values_list("person", "group__key"):
            teaching[person].add(group)
        held: dict[int, set[str]] = defaultdict(set)
        here: dict[str, KnownStaff] = {}
        others: dict[str, list[KnownStaff]] = defaultdict(list)
        for person, role in Membership.objects.filter(
            board=board, school=school, until__isnull=True, from_roster=True
        ).values_list("person", "role"):
            held[person].add(role)
        keys = list(
            StaffKey.objects.filter(board=board, departed__isnull=True)
            .select_related("person", "school")
            .order_by("pk")
        )
        emails = roster_emails({key.person_id: key.person.key for key in keys if key.school_id == school.pk})
        for key in keys:
            human = key.person
            own = key.school_id == school.pk
            known = KnownStaff(
                id=key.pk if own else 0,
                person=human.pk,
                person_version=human.version,
                key=key.key,
                names=_names(human),
                digest=bytes(key.roster_digest).hex(),
                parts=bytes(key.roster_parts),
                email=emails.get(human.pk, ""),
                groups=frozenset(teaching[human.pk]),
                roles=frozenset(held[human.pk]),
                school=key.school.name,
            )
            if own:
                here[key.key] = known
            others[fold(known.names[3])].append(known)
        self._appointed(others, {key.person_id for key in keys})
        return here, others

    def _appointed(self, others: dict[str, list[KnownStaff]], known: set[int]) -> None:
        """People who were appointed here before any file named them: a director, an officer, a substitute."""
        rows = Membership.objects.filter(board=self._school.board_id, until__isnull=True).exclude(person__in=known)
        for membership in rows.select_related("person", "school", "board").order_by("pk"):
            person = membership.person
            if person.pk in known:
                continue
            known.add(person.pk)
            names = _names(person)
            where = membership.school.name if membership.school else membership.board.name
            others[fold(person.family_name)].append(
                KnownStaff(0, person.pk, person.version, "", names, "", b"", "", frozenset(), frozenset(), where)
            )


def _names(person: Person) -> tuple[str, ...]:
    return (person.given_names, person.initials, person.prefix, person.family_name, person.call_name)


def _role_names(slugs: Iterable[str]) -> str:
    known = shipped().roles
    return ", ".join(known[slug].words.nl for slug in sorted(slugs) if slug in known)


def _kind(changes: tuple[Change, ...]) -> Kind:
    return Kind.CHANGED if changes else Kind.SAME
