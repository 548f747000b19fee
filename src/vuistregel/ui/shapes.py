"""What a room hands to a component: frozen, already in words, nothing left to decide for the template. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from vuistregel.ui import marks
from vuistregel.words import Words

#: What a template may print: words in both languages, or text that is the same in both.
Text = Words | str


@dataclass(frozen=True, slots=True)
class Task:
    """One line of today: a verb, the thing, the person. `when` is the deadline in words, `icon` a drawing."""

    title: Text
    url: str
    when: Text
    detail: Text = ""
    icon: str = "clock"


@dataclass(frozen=True, slots=True)
class Item:
    """A line in a frame: what it is, a note, and the link that mends it."""

    what: Text
    note: Text = ""
    url: str = ""
    action: Text = ""
    mark: marks.Mark | None = None
    aside: Text = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom one sees or can reach: never with a photo. `reach` says when; `mail` makes the button."""

    name: str
    role: Text = ""
    reach: Text = ""
    mail: str = ""

    @property
    def given_name(self) -> str:
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class NormNote:
    """The fold under a rule: the rule in plain words, then where it stands and what held before."""

    text: Text
    article: Text = ""
    handbook: Text = ""
    since: Text = ""
    before: Text = ""
    house_promise: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class DueLine:
    """One step of the sum behind a date: what, which day that gives, and why."""

    what: Text
    day: date
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A date that binds, with every step of its sum. The last line is the day itself."""

    day: date
    lines: tuple[DueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A step as the head of a column: its number, a short name, the whole name as title."""

    number: int
    short: Text
    name: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one school stands on one step. `state` is a key of marks.STEPS; `count` only with not_in_order."""

    number: int
    state: str
    count: int = 0
    url: str = ""
    name: Text = ""

    @property
    def mark(self) -> marks.Mark:
        return marks.STEPS[self.state]

    @property
    def open(self) -> bool:
        return self.state == "not_in_order"


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school with its cells, in the order of the columns."""

    name: str
    url: str
    cells: tuple[Cell, ...]
    note: Text = ""

    @property
    def in_order(self) -> bool:
        """Nothing open: this school may be folded away in a long list."""
        return not any(cell.open for cell in self.cells)


#: Above this many schools the grid shows those with something open and folds the rest.
FOLD_FROM = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Schools beside steps, split in what is shown and what is folded."""

    columns: tuple[Column, ...]
    rows: tuple[SchoolRow, ...]

    @property
    def shown(self) -> tuple[SchoolRow, ...]:
        return tuple(r for r in self.rows if not r.in_order) if self._long else self.rows

    @property
    def folded(self) -> tuple[SchoolRow, ...]:
        return tuple(r for r in self.rows if r.in_order) if self._long else ()

    @property
    def _long(self) -> bool:
        return len(self.rows) > FOLD_FROM


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its word and drawing: `27 veranderd`. The link leads to what it counts."""

    number: int
    mark: marks.Mark
    url: str = ""
    word: Text = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. `note` says what it would mean."""

    value: str
    label: Text
    note: Text = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, or (`coming`) that is still to come."""

    when: Text
    text: Text
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A way out, or a way on: a drawing, what one does, what it gives."""

    title: Text
    url: str
    detail: Text = ""
    icon: str = "right"


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value in a list of facts."""

    term: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Today:
    """The tasks that one page shows, and how many more there are. Sorted by what binds first by whoever made it."""

    tasks: tuple[Task, ...] = ()
    more: int = 0
    more_url: str = ""

    #: No more than this on one page; then `en nog 7`.
    most: int = field(default=5, repr=False)

    @staticmethod
    def of(tasks: Sequence[Task], more_url: str = "", most: int = 5) -> Today:
        return Today(tuple(tasks[:most]), max(0, len(tasks) - most), more_url, most)
