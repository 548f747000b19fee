"""From results to what the components of a page take: grid, tasks, chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from vuistregel.checks import CHECKS, Check
from vuistregel.organisation.models import School
from vuistregel.steps.catalogue import STEPS, Step
from vuistregel.steps.reading import Shown
from vuistregel.steps.rules import CheckResult, SchoolResult, StepResult
from vuistregel.ui import chart, numbers
from vuistregel.ui.shapes import Cell, Column, Grid, Item, SchoolRow, Task
from vuistregel.words import Words

COLUMNS = tuple(Column(s.number, s.short, s.title) for s in STEPS)

SECTORS = {
    "po": Words("basisschool", "primary school"),
    "so": Words("speciaal onderwijs", "special education"),
    "vso": Words("voortgezet speciaal onderwijs", "secondary special education"),
    "vo": Words("voortgezet onderwijs", "secondary school"),
}


def grid(schools: Sequence[School], results: dict[int, SchoolResult], pupils: dict[int, int]) -> Grid:
    """Schools beside steps; a school without a result (a past day) has no cells and is left out."""
    rows = []
    for school in schools:
        if school.pk not in results:
            continue
        url = reverse("school", args=[school.pk])
        cells = tuple(
            Cell(s.step, s.state.value, s.open, f"{url}#stap-{s.step}", STEPS[s.step - 1].title)
            for s in results[school.pk].steps
        )
        note = Words("{board}{sector}, {pupils}", "{board}{sector}, {pupils}").with_(
            board=f"{school.board.name}, " if several_boards(schools) else "",
            sector=SECTORS[school.sector],
            pupils=numbers.counted(
                pupils.get(school.pk, 0),
                Words("{number} leerling", "{number} pupil"),
                Words("{number} leerlingen", "{number} pupils"),
            ),
        )
        rows.append(SchoolRow(school.name, url, cells, note))
    return Grid(COLUMNS, tuple(rows))


def several_boards(schools: Sequence[School]) -> bool:
    """Is this a reader of more than one board? Then each school is named with its board."""
    return len({s.board_id for s in schools}) > 1


def tasks(schools: Sequence[School], results: dict[int, SchoolResult]) -> list[Task]:
    """What is not in order, one line per check and school, most open first."""
    several = several_boards(schools)
    names = {s.pk: f"{s.name} ({s.board.name})" if several else s.name for s in schools}
    found: list[tuple[int, int, Task]] = []
    for school in schools:
        for step in results[school.pk].steps if school.pk in results else ():
            for result in step.checks:
                if result.open and result.check in CHECKS:
                    check = CHECKS[result.check]
                    detail = Words("{school}. Stap {step}, {n} open.", "{school}. Step {step}, {n} open.").with_(
                        school=names[school.pk], step=step.step, n=result.open
                    )
                    url = reverse("check", args=[school.pk, check.id])
                    found.append((result.open, school.pk, Task(check.todo, url, "", detail, "heed")))
    return [task for _, _, task in sorted(found, key=lambda f: (-f[0], f[1]))]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check at a school, as its row shows it."""

    check: Check
    state: str
    count: Words
    fails: Words | str
    items: tuple[Item, ...]
    more: int
    more_url: str
    kept: Words | str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    step: Step
    result: StepResult
    checks: tuple[CheckView, ...]
    open: bool
    chapter_url: str


MOST = 5


def check_view(school: int, result: CheckResult, found: Shown) -> CheckView:
    """The row of a check: how many hold in words, and at most five that do not, if this reader may see them."""
    check = CHECKS[result.check]
    if result.in_scope == 0:
        count = Words("Er zijn geen {counted} om te controleren.", "There are no {counted} to check.").with_(
            counted=check.counted
        )
    elif result.in_scope == 1:
        count = Words("Ja.", "Yes.") if result.open == 0 else Words("Nee.", "No.")
    else:
        count = Words("{k} van de {n} {counted}.", "{k} of the {n} {counted}.").with_(
            k=numbers.figures(result.in_order), n=numbers.figures(result.in_scope), counted=check.counted
        )
    fails: Words | str = ""
    if result.open and result.in_scope > 1:
        fails = numbers.counted(
            result.open,
            Words("{number} klopt nog niet.", "{number} is not in order."),
            Words("{number} kloppen nog niet.", "{number} are not in order."),
        )
    state = "none" if result.in_scope == 0 else "fails" if result.open else "holds"
    items = tuple(Item(i.title, i.note, i.mend, i.mend_label) for i in found.items[:MOST])
    more = 0 if found.kept else max(0, result.open - MOST)
    url = reverse("check", args=[school, check.id])
    return CheckView(check, state, count, fails, items, more, url, found.kept or "")


def history(points: Sequence[tuple[date, int, int]]) -> chart.Chart | None:
    """The drawn line of steps in order per day."""
    total = max((n for _, _, n in points), default=0)
    return chart.line(
        [chart.Point(day, ok) for day, ok, _ in points], Words("Stappen in orde", "Steps in order"), total=total
    )
