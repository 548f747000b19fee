"""What an import would do, one step per row that is not the same as last time: plain data, shown and applied alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from vuistregel.words import Words


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    DEPARTED = "departed"
    #: Nothing to see, but what the roster last said must be remembered.
    SAME = "unchanged"
    CONFLICT = "conflict"


class What(StrEnum):
    """The kinds of rows, as they are counted."""

    GROUP = "groups"
    PUPIL = "pupils"
    STAFF = "staff"
    GUARDIAN = "guardians"


#: The answers to a conflict.
FILE, HOUSE, SAME, OTHER = "file", "house", "same", "other"

#: How a page calls the fields that can change.
FIELD_WORDS: Final[dict[str, Words]] = {
    "given_names": Words("Voornamen", "Given names"),
    "initials": Words("Voorletters", "Initials"),
    "prefix": Words("Voorvoegsel", "Prefix"),
    "family_name": Words("Achternaam", "Family name"),
    "call_name": Words("Roepnaam", "Call name"),
    "birth_date": Words("Geboortedatum", "Date of birth"),
    "year_group": Words("Jaargroep", "Year group"),
    "groups": Words("Groep", "Group"),
    "arrived": Words("Ingeschreven op", "Arrived on"),
    "departed": Words("Vertrokken op", "Left on"),
    "number": Words("Koppeling op nummer", "Matching by number"),
    "name": Words("Naam", "Name"),
    "email": Words("E-mailadres", "E-mail address"),
    "phone": Words("Telefoonnummer", "Phone number"),
    "address": Words("Adres", "Address"),
    "roles": Words("Rol", "Role"),
    "relation": Words("Relatie", "Relation"),
    "authority": Words("Gezag", "Authority"),
    "key": Words("Nummer in de administratie", "Number in the administration"),
    "school": Words("School", "School"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what the house has, and what the file says. Both as they are shown; empty is `""`."""

    field: str
    old: str
    new: str

    @property
    def label(self) -> Words:
        return FIELD_WORDS[self.field]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a conflict: `value` goes into the choices."""

    value: str
    says: Words


def same_or_other(same: Words, other: Words) -> tuple[Option, Option]:
    """The two answers to whether somebody of the file is somebody whom the house knows."""
    return Option(SAME, same), Option(OTHER, other)


#: The choice about a field that both changed.
FILE_OR_HOUSE = (
    Option(FILE, Words("Zoals het in het bestand staat", "As it stands in the file")),
    Option(HOUSE, Words("Zoals het nu in Vuistregel staat", "As it stands in Vuistregel now")),
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that no rule may answer. `id` stays the same as long as file and house stay the same.

    `known` describes whom the house knows, `told` whom the file names: shown side by side.
    """

    id: str
    code: str
    question: Words
    options: tuple[Option, ...]
    known: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()

    def choice(self, choices: dict[str, str]) -> str | None:
        """The answer: for this conflict, or for all conflicts of its code; None when it is still open."""
        answer = choices.get(self.id) or choices.get(self.code)
        return answer if answer in {option.value for option in self.options} else None

    def as_data(self, language: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "code": self.code,
            "question": self.question.in_(language),
            "options": [{"value": o.value, "text": o.says.in_(language)} for o in self.options],
            "known": [{"field": name, "value": value} for name, value in self.known],
            "told": [{"field": name, "value": value} for name, value in self.told],
        }


@dataclass(slots=True)
class Step:
    """What would happen to one row. `row` is what the file says, `known` what the house has; one may be missing.

    `take` names the parts that the file decides: `person` (names and birth date), `place` (groups and year).
    """

    what: What
    kind: Kind
    key: str
    #: Whom it is about; empty where `name` may as well ask the row.
    called: str
    row: Any = None
    known: Any = None
    changes: tuple[Change, ...] = ()
    conflict: Conflict | None = None
    answer: str | None = None
    take: frozenset[str] = frozenset({"person", "place"})
    notes: tuple[Words, ...] = ()

    @property
    def name(self) -> str:
        """Whom or what it is about, as people say it."""
        return self.called or str((self.row or self.known).name)


@dataclass(slots=True)
class Counts:
    """How many of each: what the command prints and the run keeps."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    departed: int = 0
    conflicts: int = 0
    #: Rows that look the same, but of which must be remembered what the file says.
    remembered: int = 0
    #: How many the house knows as present before the file.
    present: int = 0

    def add(self, kind: Kind) -> None:
        match kind:
            case Kind.NEW:
                self.new += 1
            case Kind.CHANGED:
                self.changed += 1
            case Kind.DEPARTED:
                self.departed += 1
            case Kind.SAME:
                self.unchanged += 1
                self.remembered += 1
            case Kind.CONFLICT:
                self.conflicts += 1

    def as_data(self) -> dict[str, int]:
        return {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "departed": self.departed,
        }


@dataclass(slots=True)
class Tally:
    """The counts of one import per kind of row."""

    by_what: dict[What, Counts] = field(default_factory=lambda: {what: Counts() for what in What})

    def __getitem__(self, what: What) -> Counts:
        return self.by_what[what]

    def as_data(self) -> dict[str, dict[str, int]]:
        return {what.value: counts.as_data() for what, counts in self.by_what.items()}

    @property
    def conflicts(self) -> int:
        return sum(counts.conflicts for counts in self.by_what.values())

    @property
    def departed(self) -> int:
        return sum(counts.departed for counts in self.by_what.values())

    @property
    def departed_open(self) -> int:
        """Pupils who vanished: about them somebody must say a word. Groups, staff and guardians follow."""
        return self.by_what[What.PUPIL].departed

    @property
    def nothing(self) -> bool:
        """The same file again: nothing new, changed, departed or open."""
        return not any(c.new or c.changed or c.departed or c.conflicts for c in self.by_what.values())

    @property
    def same(self) -> bool:
        """Nothing at all, and nothing to remember either: there is nothing to write."""
        return self.nothing and not any(c.remembered for c in self.by_what.values())

    @classmethod
    def of(cls, counts: dict[str, dict[str, int]]) -> Tally:
        """The counts as a run keeps them."""
        return cls({what: Counts(**counts[what.value]) for what in What})
