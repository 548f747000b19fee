"""The ten steps on screen: the schools of a board, one school, one check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.access.actor import Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.checks import CHECKS, On
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.subjects import of_school
from vuistregel.organisation.years import year_by_norm
from vuistregel.steps import present
from vuistregel.steps.catalogue import STEPS
from vuistregel.steps.history import as_of, line
from vuistregel.steps.queries import evaluate, open_at
from vuistregel.steps.reading import Shown, shown
from vuistregel.steps.rules import SchoolResult, finding, totals, worst
from vuistregel.ui import numbers
from vuistregel.ui.context import Where
from vuistregel.ui.shapes import Item, Task, Today
from vuistregel.words import Words


def visible_schools(request: HttpRequest) -> list[School]:
    """The schools of which this reader may see the steps."""
    rows = visible(request.actor, "read", "steps", School.objects.all())  # type: ignore[attr-defined]
    return list(rows.select_related("board").order_by("name"))


def asked_day(request: HttpRequest, today: date) -> date:
    """The day in `?op=`; today when there is none. A day that does not exist is not found."""
    text = request.GET.get("op")
    if not text:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong


def standing(schools: list[School], day: date, today: date) -> tuple[dict[int, SchoolResult], str | None]:
    """Results by school, and the release of the norms: a past day from its snapshot, today or later computed."""
    if day < today:
        kept, release = as_of([s.pk for s in schools], day)
        return {r.school: r for r in kept}, release
    results = evaluate([(s.pk, s.sector) for s in schools], {s.pk: s.sector for s in schools}, day)
    return {r.school: r for r in results}, norms.release()


def overview(
    request: HttpRequest, heading: Callable[[int], Words] | None = None, first: Sequence[Task] = ()
) -> HttpResponse:
    """Today, schools beside steps, the line of this school year: the start page of whoever oversees schools.

    `first` are tasks of the reader's own that stand before what the steps ask.
    """
    schools = visible_schools(request)
    if len(schools) == 1 and heading is None:
        return redirect("school", school=schools[0].pk)
    today = clock.today()
    day = asked_day(request, today)
    results, release = standing(schools, day, today)
    pupils = dict(
        Pupil.objects.filter(present_on(day), school__in=[s.pk for s in schools])
        .values_list("school")
        .annotate(n=Count("pk"))
    )
    tasks = [*first, *present.tasks(schools, results)] if day == today else []
    in_order, counted = totals(results.values())
    boards = {s.board.name for s in schools}
    context: dict[str, Any] = {
        "heading": heading(len(tasks)) if heading else _schools_heading(in_order, counted),
        "day": day,
        "past": day < today,
        "release": release,
        "kept": bool(results) or day >= today,
        "todo": Today.of(tasks, reverse("todo")),
        "grid": present.grid(schools, results, pupils),
        "in_order": in_order,
        "counted": counted,
        "schools": schools,
        "ways": ways(request),
        "chart": present.history(line([s.pk for s in schools], school_year_start(today), today)),
    }
    if len(boards) == 1:
        request.where = Where(boards.pop())  # type: ignore[attr-defined]
    return render(request, "steps/schools.html", context)


#: Pages beside the schools, each with the right that opens it.
WAYS = (
    ("may_publish", Words("Mag dit online?", "May this go online?"), "write", "media"),
    ("publications", Words("Wat er staat", "What is published"), "read", "media"),
    ("log", Words("Logboek", "The log"), "read", "evidence"),
    ("outbox", Words("Uitgaande post", "Outgoing post"), "read", "outbox"),
    ("matrix", Words("Wie mag wat", "Who may do what"), "read", "access_rules"),
    ("house_norms", Words("Eigen strengere normen", "Own stricter norms"), "read", "house_norms"),
    ("tokens", Words("Sleutels voor andere systemen", "Keys for other systems"), "read", "tokens"),
    ("installation", Words("De installatie", "The installation"), "read", "steps"),
)


def ways(request: HttpRequest) -> list[tuple[str, Words]]:
    """The pages beside the schools that this reader may open."""
    actor = request.actor  # type: ignore[attr-defined]
    return [(reverse(name), label) for name, label, verb, on in WAYS if engine().anywhere(actor, verb, on)]


def school_year_start(today: date) -> date:
    """The first day of the school year that holds a day, by the norm `schoolyear.start` (T31)."""
    return year_by_norm(today, str(norms.on(today).value("schoolyear.start"))).starts


def _schools_heading(in_order: int, counted: int) -> Words:
    if not counted:
        return Words("Er is nog niets om te controleren.", "There is nothing to check yet.")
    return numbers.share(
        in_order,
        counted,
        Words("{k} stappen is in orde.", "{k} steps is in order."),
        Words("{k} stappen zijn in orde.", "{k} steps are in order."),
    )


@page(category="steps")
def schools(request: HttpRequest) -> HttpResponse:
    """All schools that this reader oversees, beside the ten steps."""
    return overview(request)


@page(category="steps")
def todo(request: HttpRequest) -> HttpResponse:
    """Everything that is not in order at the schools of this reader: the list behind `en nog 17`."""
    schools = visible_schools(request)
    today = clock.today()
    results, _ = standing(schools, today, today)
    tasks = present.tasks(schools, results)
    return render(request, "steps/todo.html", {"todo": Today.of(tasks, most=len(tasks)), "total": len(tasks)})


@page(category="steps", subject=of_school)
def school(request: HttpRequest, school: int) -> HttpResponse:
    """One school: the ten steps, their checks, what is not in order and where it is mended."""
    row = School.objects.select_related("board").get(pk=school)
    today = clock.today()
    day = asked_day(request, today)
    results, release = standing([row], day, today)
    request.where = Where(row.name, row.board.name)  # type: ignore[attr-defined]
    if school not in results:
        return render(request, "steps/no_snapshot.html", {"school": row, "day": day}, status=404)
    result = results[school]
    most = worst(result)
    at = Subject(board=row.board_id, school=school)
    views = []
    for step, found in zip(STEPS, result.steps, strict=True):
        checks = tuple(
            present.check_view(
                school,
                c,
                shown(request.actor, CHECKS[c.check], at, On(day), first=present.MOST)  # type: ignore[attr-defined]
                if c.open and day >= today
                else Shown(),
            )
            for c in found.checks
            if c.check in CHECKS
        )
        views.append(
            present.StepView(
                step,
                found,
                checks,
                most is not None and step.number == most.step,
                reverse("chapter", args=[step.chapter]),
            )
        )
    return render(
        request,
        "steps/school.html",
        {
            "school": row,
            "heading": finding(row.name, result, numbers.in_words),
            "lead": _begin_at(views, most.step if most else None),
            "steps": views,
            "day": day,
            "past": day < today,
            "release": release,
            "may_import": bool(engine().anywhere(request.actor, "import", "roster")),  # type: ignore[attr-defined]
            "may_consent": bool(
                engine().decide(request.actor, "read", "consent", at)  # type: ignore[attr-defined]
            ),
            "several": len(visible_schools(request)) > 1,
            "chart": present.history(line([school], school_year_start(today), today)),
        },
    )


def _begin_at(views: list[present.StepView], worst_step: int | None) -> Words | None:
    if worst_step is None:
        return None
    view = views[worst_step - 1]
    if not view.checks:
        return None
    most = {c.check: c.open for c in view.result.checks}
    biggest = max(view.checks, key=lambda c: most[c.check.id])
    return Words("Begin bij stap {step}: {todo}.", "Begin with step {step}: {todo}.").with_(
        step=worst_step, todo=Words(_small(biggest.check.todo.nl), _small(biggest.check.todo.en))
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


@page(category="steps", subject=of_school)
def check(request: HttpRequest, school: int, check: str) -> HttpResponse:
    """One check at one school: everything that is not in order, by pages of fifty."""
    if check not in CHECKS:
        raise Http404
    row = School.objects.select_related("board").get(pk=school)
    request.where = Where(row.name, row.board.name)  # type: ignore[attr-defined]
    today = clock.today()
    at = Subject(board=row.board_id, school=school)
    found = shown(request.actor, CHECKS[check], at, On(today))  # type: ignore[attr-defined]
    listed = Paginator(found.items, 50).get_page(request.GET.get("bladzijde"))
    return render(
        request,
        "steps/check.html",
        {
            "school": row,
            "check": CHECKS[check],
            "shown": [Item(i.title, i.note, i.mend, i.mend_label) for i in listed],
            "kept": found.kept,
            "total": open_at(CHECKS[check], school, On(today)) if found.kept else len(found.items),
            "listed": listed,
            "step": STEPS[CHECKS[check].step - 1],
        },
    )
