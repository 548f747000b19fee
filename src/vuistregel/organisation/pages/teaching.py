"""Who works with which group: couple somebody who is here already, as a substitute too, and end that (R10.4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.organisation import actions
from vuistregel.organisation.actions.teaching import BEFORE, COUPLED, NO_ROLE, coupled_then, has_group_role
from vuistregel.organisation.forms.people import CoupleForm
from vuistregel.organisation.models import Group, Membership, Person, School, Teaching
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.periods import not_over_on
from vuistregel.organisation.staff import GROUP_ROLES
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.words import Words

_SAVED = Words("Bewaard. {person} werkt met: {groups}.", "Saved. {person} works with: {groups}.")
_ENDED = Words("Bewaard. {person} werkt straks niet meer met {group}.", "Saved. {person} stops working with {group}.")


@dataclass(frozen=True, slots=True)
class Works:
    """Somebody's work with a group."""

    row: Teaching
    coming: bool


@dataclass(frozen=True, slots=True)
class Staffed:
    """A group and who works with it, now or later."""

    group: Group
    people: tuple[Works, ...]


@page(category="staff", subject=of_school, POST="write")
def teaching(request: HttpRequest, school: int) -> HttpResponse:
    """Every group with who works with it; its form couples somebody."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here)
    form = _form(here, request.POST)
    if not form.is_valid():
        return _show(request, here, form, 422)
    given = form.cleaned_data
    person, groups = form.people[given["person"]], [form.by_group[key] for key in given["groups"]]
    if not _done(person, groups, given["since"], given["until"]):
        twice = coupled_then(person, groups, given["since"], given["until"])
        if given["until"] and given["until"] < given["since"]:
            complain(form, BEFORE, "until")
        elif not has_group_role(person, here, given["since"]):
            complain(form, NO_ROLE, "person")
        elif twice:
            complain(form, COUPLED.with_(groups=", ".join(row.group.name for row in twice)), "groups")
        if not form.is_valid():
            return _show(request, here, form, 422)
        try:
            actions.couple(
                actor_of(request), school=here, person=person, groups=groups, since=given["since"], until=given["until"]
            )
        except Refused:
            # Another click of the same form was first: then it is as this reader wants it.
            if not _done(person, groups, given["since"], given["until"]):
                raise
    said(request, _SAVED.with_(person=person.name, groups=", ".join(group.name for group in groups)))
    return redirect("teaching", school=here.pk)


def _done(person: Person, groups: list[Group], since: date, until: date | None) -> bool:
    """Whether exactly this was done already: the second click of two has nothing to add."""
    found = {(row.group_id, row.since, row.until) for row in coupled_then(person, groups, since, until)}
    return found == {(group.pk, since, until) for group in groups}


@page(category="staff", verb="write", subject=of_school)
def end_teaching(request: HttpRequest, school: int) -> HttpResponse:
    """Say which is somebody's last day with a group."""
    here = school_here(request, school)
    if request.method != "POST":
        return redirect("teaching", school=school)
    key = request.POST.get("koppeling", "")
    rows = Teaching.objects.filter(group__school=here).select_related("person", "group")
    row = rows.filter(pk=int(key)).first() if key.isdigit() else None
    if row is None:
        raise Http404
    try:
        until = date.fromisoformat(request.POST.get("tot", ""))
    except ValueError:
        return _show(request, here, wrong=(row.pk, _NO_DAY), status=422)
    if until < row.since <= clock.today():
        return _show(request, here, wrong=(row.pk, BEFORE), status=422)
    actions.uncouple(actor_of(request), teaching=row, until=until)
    said(request, _ENDED.with_(person=row.person.name, group=row.group.name))
    return redirect("teaching", school=school)


_NO_DAY = Words("Kies een dag.", "Choose a day.")


def _form(here: School, data: Any = None) -> CoupleForm:
    groups = list(Group.objects.filter(school=here, ended__isnull=True).order_by("name", "pk"))
    return CoupleForm(_people(here), groups, data, prefix="koppel", initial={"since": clock.today()})


def _people(here: School) -> list[Person]:
    """Who has, or will have, a role here that works by groups."""
    rows = Membership.objects.filter(not_over_on(clock.today()), school=here, role__in=GROUP_ROLES)
    people = Person.objects.filter(pk__in=rows.values("person"), merged_into__isnull=True)
    return list(people.order_by("sort_key", "pk"))


def without_group(here: School) -> list[Person]:
    """Who has such a role and sees no group by it: neither an own one, nor that of whom they replace."""
    today = clock.today()
    lasting = not_over_on(today)
    busy = Teaching.objects.filter(lasting, group__school=here, group__ended__isnull=True)
    instead = Membership.objects.filter(lasting, school=here, on_behalf_of__in=busy.values("person"))
    seeing = {*busy.values_list("person", flat=True), *instead.values_list("person", flat=True)}
    return [person for person in _people(here) if person.pk not in seeing]


def staffed(here: School) -> list[Staffed]:
    """The groups of a school by name, with who works with each. Two queries."""
    today = clock.today()
    groups = list(Group.objects.filter(school=here, ended__isnull=True).order_by("composite", "name", "pk"))
    found: dict[int, list[Works]] = defaultdict(list)
    rows = Teaching.objects.filter(not_over_on(today), group__in=groups)
    for row in rows.select_related("person").order_by("since", "person__sort_key", "pk"):
        found[row.group_id].append(Works(row, row.since > today))
    return [Staffed(group, tuple(found[group.pk])) for group in groups]


def _show(
    request: HttpRequest,
    here: School,
    form: CoupleForm | None = None,
    status: int = 200,
    wrong: tuple[int, Words] | None = None,
) -> HttpResponse:
    today, without = clock.today(), without_group(here)
    context = {
        "school": here,
        "heading": heading(len(without)),
        "without": without,
        "groups": staffed(here),
        "form": (form or _form(here)) if may(request, "write", "staff", place_of(here)) else None,
        "today": today,
        "wrong_at": wrong[0] if wrong else None,
        "wrong": wrong[1] if wrong else None,
    }
    return render(request, "organisation/teaching.html", context, status=status)


def heading(without: int) -> Words:
    """What is still to be done stands first."""
    if not without:
        return Words("Wie werkt met welke groep?", "Who works with which group?")
    found = numbers.counted(
        without,
        Words("Eén medewerker heeft nog geen groep.", "One member of staff has no group yet."),
        Words("{words} medewerkers hebben nog geen groep.", "{words} members of staff have no group yet."),
    )
    return numbers.sentence(found)
