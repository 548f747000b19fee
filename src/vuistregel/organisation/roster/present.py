"""From a run to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vuistregel import clock
from vuistregel.organisation.models import ImportRun
from vuistregel.organisation.roster.findings import Finding, LeftOut
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.many import many_departed
from vuistregel.organisation.roster.runs import Shown
from vuistregel.organisation.roster.steps import Conflict, Kind, Step, What
from vuistregel.ui import days, marks, numbers
from vuistregel.ui.shapes import Figure, Option
from vuistregel.words import Words, same

GONE = Words("Dit bestand is opgeruimd. Lees het opnieuw in.", "This file was cleaned up. Hand it in again.")
_EMPTY = Words("niets bekend", "nothing known")
#: Fields whose value is a day in ISO form.
_DAYS = frozenset({"birth_date", "arrived", "departed"})
#: Formats by the name that people use for them.
_FORMATS = {"edexml": "EDEXML", "oneroster": "OneRoster", "csv": "CSV", "xlsx": "XLSX", "oso": "OSO"}
_WHAT = {
    What.PUPIL: Words("leerling", "pupil"),
    What.STAFF: Words("medewerker", "staff"),
    What.GROUP: Words("groep", "group"),
    What.GUARDIAN: Words("ouder", "parent"),
}
_MANY = {
    What.PUPIL: (Words("{words} leerling", "{words} pupil"), Words("{words} leerlingen", "{words} pupils")),
    What.STAFF: (
        Words("{words} medewerker", "{words} member of staff"),
        Words("{words} medewerkers", "{words} members of staff"),
    ),
    What.GROUP: (Words("{words} groep", "{words} group"), Words("{words} groepen", "{words} groups")),
    What.GUARDIAN: (Words("{words} ouder", "{words} parent"), Words("{words} ouders", "{words} parents")),
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list of earlier ones."""

    run: ImportRun
    kind: Words
    state: Words


def line_of(run: ImportRun) -> RunLine:
    kind = Words("ouders", "parents") if run.kind == "contacts" else Words("leerlingen", "pupils")
    return RunLine(run, kind, IMPORT.states[run.state])


def back_to_reading(run: ImportRun) -> None:
    """From waiting for columns to being read."""
    IMPORT.move(run, "stage", rows_done=0, share_done=0)


@dataclass(frozen=True, slots=True)
class ConflictView:
    conflict: Conflict
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One changed field of one row: who, what, was, becomes."""

    who: str
    kind: Words
    field: Words
    old: Words | str
    new: Words | str


@dataclass(frozen=True, slots=True)
class DepartedView:
    who: str
    kind: Words
    notes: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """The whole page of mock-up 03."""

    heading: Words
    figures: tuple[Figure, ...]
    conflicts: tuple[ConflictView, ...]
    changes: tuple[ChangeView, ...]
    changed: int
    new: int
    new_sentence: Words | None
    departed: tuple[DepartedView, ...]
    departed_count: int
    #: The question about very many of them, with what was answered.
    many: ConflictView | None
    left_out: list[LeftOut]
    warnings: list[Finding]
    rows: int
    file_format: str
    nothing: bool


def figures(run: ImportRun) -> tuple[Figure, ...]:
    """The five numbers, from the counts that the run keeps."""
    counts: dict[str, dict[str, int]] = run.summary.get("counts", {})

    def total(name: str) -> int:
        return sum(c.get(name, 0) for c in counts.values())

    return (
        *((Figure(run.summary["conflicts"], marks.DIFFERENCES["conflict"]),) if run.summary.get("conflicts") else ()),
        Figure(total("new"), marks.DIFFERENCES["new"]),
        Figure(total("changed"), marks.DIFFERENCES["changed"]),
        Figure(total("departed"), marks.DIFFERENCES["departed"]),
        Figure(total("unchanged"), marks.DIFFERENCES["unchanged"]),
    )


def difference(run: ImportRun, view: Shown, choices: dict[str, str]) -> DifferenceView:
    """What would change, for a person to decide."""
    tally = view.tally
    new = {what: tally[what].new for what in What}
    changed = sum(tally[what].changed for what in What)
    departed = view.steps.get((What.PUPIL, Kind.DEPARTED), [])
    return DifferenceView(
        heading=_heading(tally.nothing, len(view.conflicts)),
        figures=figures(run),
        conflicts=tuple(_conflict(c, choices) for c in view.conflicts),
        changes=tuple(
            c for (_, kind), steps in view.steps.items() if kind is Kind.CHANGED for s in steps for c in _changes(s)
        ),
        changed=changed,
        new=sum(new.values()),
        new_sentence=_enumerate(new),
        departed=tuple(DepartedView(s.name, _WHAT[s.what], s.notes) for s in departed),
        departed_count=tally.departed_open,
        many=_conflict(many, choices) if (many := many_departed(tally, run.school, clock.today())) else None,
        left_out=view.findings.left_out,
        warnings=view.findings.warnings,
        rows=run.rows_done,
        file_format=_FORMATS.get(run.file_format, run.file_format),
        nothing=tally.nothing,
    )


def _heading(nothing: bool, conflicts: int) -> Words:
    if nothing:
        return Words("Dit bestand verandert niets.", "This file changes nothing.")
    if conflicts:
        return Words(
            "Er is nog niets veranderd. Eerst vragen wij uw keuze.", "Nothing changed yet. First we ask your choice."
        )
    return Words("Er is nog niets veranderd. Dit is het verschil.", "Nothing changed yet. This is the difference.")


def _conflict(conflict: Conflict, choices: dict[str, str]) -> ConflictView:
    answer = conflict.choice(choices)
    sides: dict[str, Any] = {
        "file": conflict.told,
        "house": conflict.known,
        "same": conflict.known,
        "other": conflict.told,
    }
    options = tuple(
        Option(o.value, o.says, _described(sides.get(o.value, ())), chosen=o.value == answer) for o in conflict.options
    )
    return ConflictView(conflict, options)


def _described(pairs: tuple[tuple[str, str], ...]) -> Words:
    shown = [_shown(field, value) for field, value in pairs if value]
    return Words(", ".join(w.nl for w in shown), ", ".join(w.en for w in shown)) if shown else _EMPTY


def _shown(field: str, value: str) -> Words:
    """A value as people read it: days as words; the rest as it stands."""
    return days.plain(date.fromisoformat(value)) if field in _DAYS else same(value)


def _changes(step: Step) -> list[ChangeView]:
    return [
        ChangeView(
            step.name, _WHAT[step.what], c.label, *(_shown(c.field, value) if value else "" for value in (c.old, c.new))
        )
        for c in step.changes
    ]


def _enumerate(counts: dict[What, int]) -> Words | None:
    """`Zeven leerlingen, één leerkracht en één groep.`"""
    parts = [numbers.counted(n, *_MANY[what]) for what, n in counts.items() if n]
    if not parts:
        return None
    nl, en = [p.nl for p in parts], [p.en for p in parts]

    def joined(words: list[str], last: str) -> str:
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"

    return numbers.sentence(Words(joined(nl, "en") + ".", joined(en, "and") + "."))
