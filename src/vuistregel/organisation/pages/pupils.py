"""The pupils of a school, by group, with search; fifty on a page, whatever the size of the school."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.checks import CHECKS, On
from vuistregel.organisation.models import Group, Placement, Pupil, School
from vuistregel.organisation.pages.place import actor_of, listed, may, place_of, school_here
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.queries import deciders_of, facts_of_many
from vuistregel.organisation.roster.spelling import fold
from vuistregel.organisation.rules import For
from vuistregel.organisation.subjects import of_school
from vuistregel.organisation.wording import deciders_short
from vuistregel.ui import numbers
from vuistregel.words import Words

DEPARTED = "vertrokken"


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One line of the list. `decides` is empty for whoever may not know it."""

    name: str
    url: str
    group: str
    decides: Words | str
    new_group: bool


@page(category="roster", subject=of_school)
def pupils(request: HttpRequest, school: int) -> HttpResponse:
    """Who is at this school, and of how many nobody can decide."""
    here = school_here(request, school)
    today = clock.today()
    departed = request.GET.get("wie") == DEPARTED
    everybody = visible(actor_of(request), "read", "roster", Pupil.objects.filter(school=here))
    at_school = everybody.filter(present_on(today))
    sought = request.GET.get("zoek", "").strip()
    group = request.GET.get("groep", "")
    rows = everybody.filter(departed__lt=today) if departed else at_school
    rows = _in_group(_sought(rows, sought), group)
    shown = listed(request, _by_group(rows, today))
    knows = may(request, "read", "authority", place_of(here))
    context = {
        "school": here,
        "heading": heading(here, at_school.count(), _undecided(here, today) if knows else 0),
        "departed": departed,
        "departed_count": everybody.filter(departed__lt=today).count(),
        "sought": sought,
        "group": group,
        "groups": Group.objects.filter(school=here, ended__isnull=True).order_by("composite", "name"),
        "rows": _rows(list(shown), here, knows),
        "listed": shown,
        "found": shown.paginator.count,
        "filtered": bool(sought or group),
        "may_write": may(request, "write", "roster", place_of(here)),
        "may_import": may(request, "import", "roster", place_of(here)),
        "authority": knows,
    }
    return render(request, "organisation/pupils.html", context)


def heading(school: School, pupils: int, undecided: int) -> Words:
    """How it stands with the pupils of a school, in one sentence."""
    if not pupils:
        return Words("{school} heeft nog geen leerlingen.", "{school} has no pupils yet.").with_(school=school.name)
    if undecided:
        return Words(
            "Voor {k} leerlingen van {school} kunnen wij niemand bereiken die beslist."
            if undecided > 1
            else "Voor {k} leerling van {school} kunnen wij niemand bereiken die beslist.",
            "For {k} pupils of {school} we can reach nobody who decides."
            if undecided > 1
            else "For {k} pupil of {school} we can reach nobody who decides.",
        ).with_(k=numbers.in_words(undecided), school=school.name)
    return Words(
        "{school} heeft {n} leerlingen." if pupils > 1 else "{school} heeft {n} leerling.",
        "{school} has {n} pupils." if pupils > 1 else "{school} has {n} pupil.",
    ).with_(school=school.name, n=numbers.in_words(pupils))


def _undecided(school: School, today: object) -> int:
    """The same count as the check of step 4."""
    check = CHECKS["organisation.reachable_decider"]
    found: int = check.rows(On(clock.today())).filter(at=school.pk, ok=False).count()
    return found


def _sought(rows: QuerySet[Pupil], text: str) -> QuerySet[Pupil]:
    """Every word must stand in the name; accents and capitals make no difference. A key counts whole."""
    by_name = rows
    for word in fold(text).split():
        by_name = by_name.filter(person__sort_key__contains=word)
    return by_name | rows.filter(key=text) if text else rows


def _in_group(rows: QuerySet[Pupil], group: str) -> QuerySet[Pupil]:
    if not group.isdigit():
        return rows
    return rows.filter(pk__in=Placement.objects.filter(open_on(clock.today()), group=int(group)).values("pupil"))


def _by_group(rows: QuerySet[Pupil], today: object) -> QuerySet[Pupil]:
    """In the order of the class list; a composite group comes after the own group."""
    own = (
        Placement.objects.filter(open_on(clock.today()), pupil=OuterRef("pk"))
        .order_by("group__composite", "group__name")
        .values("group__name")[:1]
    )
    return (
        rows.annotate(own_group=Subquery(own))
        .select_related("person", "school")
        .order_by(F("own_group").asc(nulls_last=True), "person__sort_key", "pk")
    )


def _rows(found: list[Pupil], school: School, knows: bool) -> list[PupilRow]:
    today = clock.today()
    facts = facts_of_many(found, today) if knows else {}
    rows: list[PupilRow] = []
    before: str | None = None
    for pupil in found:
        group: str = pupil.own_group or ""  # type: ignore[attr-defined]
        decides: Words | str = ""
        if pupil.pk in facts:
            decides = deciders_short(deciders_of(facts[pupil.pk], For.CONSENT, today, school.sector), pupil.person)
        url = reverse("pupil", args=[school.pk, pupil.pk])
        rows.append(PupilRow(pupil.person.name, url, group, decides, before is None or group != before))
        before = group
    return rows
