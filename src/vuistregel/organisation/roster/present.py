"""From a run to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel import clock
from vuistregel.organisation.models import ImportRun
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.roster.asking import ConflictView, Questions, questions, shown_value, view_of
from vuistregel.organisation.roster.departing import DepartedView, departing, whereabouts
from vuistregel.organisation.roster.findings import Finding, LeftOut
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.many import many_departed
from vuistregel.organisation.roster.runs import Shown
from vuistregel.organisation.roster.steps import Kind, Step, What
from vuistregel.ui import marks, numbers
from vuistregel.ui.shapes import Figure
from vuistregel.words import Words

GONE = Words("Dit bestand is opgeruimd. Lees het opnieuw in.", "This file was cleaned up. Hand it in again.")
#: Formats by the name that people use for them.
_FORMATS = {
    "edexml": "EDEXML",
    "oneroster": "OneRoster",
    "csv": "CSV",
    "xlsx": "Excel",
    "contacts_csv": "CSV",
    "oso": "OSO",
}
_NO_PARENTS_IN_EDEXML = Words(
    "Van hun ouders weten wij nog niets: in een EDEXML-bestand staan geen ouders.",
    "Of their parents we know nothing yet: there are no parents in an EDEXML file.",
)
_NO_PARENTS = Words("Van hun ouders weten wij nog niets.", "Of their parents we know nothing yet.")
#: New groups that are named; more are counted.
_NAMED = 12
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
class ChangeView:
    """One changed field of one row: who, what, was, becomes."""

    who: str
    kind: Words
    field: Words
    old: Words | str
    new: Words | str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """The whole page of mock-up 03."""

    heading: Words
    figures: tuple[Figure, ...]
    questions: tuple[Questions, ...]
    conflicts: int
    changes: tuple[ChangeView, ...]
    changed: int
    new: int
    new_sentence: Words | None
    #: What to say of the parents of new pupils, when the file says nothing of them.
    parents: Words | None
    departed: tuple[DepartedView, ...]
    departed_count: int
    pupils_depart: bool
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
    today = clock.today()
    many = many_departed(tally, run.school, today)
    return DifferenceView(
        heading=_heading(tally.nothing, len(view.conflicts)),
        figures=figures(run),
        questions=questions(view.conflicts, choices),
        conflicts=len(view.conflicts),
        changes=tuple(
            c for (_, kind), steps in view.steps.items() if kind is Kind.CHANGED for s in steps for c in _changes(s)
        ),
        changed=changed,
        new=sum(new.values()),
        new_sentence=_enumerate(new, [s.name for s in view.steps.get((What.GROUP, Kind.NEW), [])]),
        parents=_parents(run, new),
        departed=departing(view, norms_for(run.board_id, today, run.school.sector)),
        departed_count=tally.departed,
        pupils_depart=bool(tally.departed_open),
        many=view_of(many, choices) if many else None,
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


def _changes(step: Step) -> list[ChangeView]:
    return [
        ChangeView(
            step.name,
            whereabouts(step),
            c.label,
            *(shown_value(c.field, value) if value else "" for value in (c.old, c.new)),
        )
        for c in step.changes
    ]


def _parents(run: ImportRun, new: dict[What, int]) -> Words | None:
    if run.kind != "roster" or not new[What.PUPIL] or new[What.GUARDIAN]:
        return None
    return _NO_PARENTS_IN_EDEXML if run.file_format == "edexml" else _NO_PARENTS


def _groups(names: list[str], count: int) -> Words:
    """`groep 1C`, `de groepen 1A en 1B`, or how many when they are too many to name."""
    if count > _NAMED:
        return numbers.counted(count, *_MANY[What.GROUP])
    told = names[0] if count == 1 else f"{', '.join(names[:-1])} {{and}} {names[-1]}"
    if count == 1:
        return Words(f"groep {told}", f"group {told}")
    return Words("de groepen " + told.replace("{and}", "en"), "the groups " + told.replace("{and}", "and"))


def _enumerate(counts: dict[What, int], groups: list[str]) -> Words | None:
    """`Zeven leerlingen, één leerkracht en groep 1C.`"""
    parts = [
        _groups(groups, n) if what is What.GROUP else numbers.counted(n, *_MANY[what])
        for what, n in counts.items()
        if n
    ]
    if not parts:
        return None
    nl, en = [p.nl for p in parts], [p.en for p in parts]

    def joined(words: list[str], last: str) -> str:
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"

    return numbers.sentence(Words(joined(nl, "en") + ".", joined(en, "and") + "."))
