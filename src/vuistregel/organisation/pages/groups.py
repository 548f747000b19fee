"""The groups of whoever works with them. A teacher sees the own groups and no other (R10.4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.contacts import Contact, contacts_of, reach_of
from vuistregel.organisation.group_links import group_links
from vuistregel.organisation.models import Group, Guardianship, Pupil
from vuistregel.organisation.pages.place import actor_of, may, school_here
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on
from vuistregel.organisation.queries import deciders_of, facts_of_many
from vuistregel.organisation.rules import For
from vuistregel.organisation.subjects import of_group
from vuistregel.organisation.wording import deciders_short
from vuistregel.ui import numbers
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Reachable:
    """A parent whom one may call or write."""

    name: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A pupil of the group. `decides` only for whoever may know it; what is very sensitive is never in a list."""

    pupil: Pupil
    url: str
    decides: Words | str
    parents: tuple[Reachable, ...]


@page(category="roster")
def groups(request: HttpRequest) -> HttpResponse:
    """The own groups; who has one goes straight to it."""
    today = clock.today()
    rows = visible(actor_of(request), "read", "roster", Group.objects.filter(ended__isnull=True))
    pupils = Count(
        "placements", filter=open_on(today, "placements__") & present_on(today, "placements__pupil__"), distinct=True
    )
    found = list(
        Group.objects.filter(pk__in=rows.values("pk"))
        .annotate(pupils=pupils)
        .select_related("school")
        .order_by("school__name", "composite", "name")
    )
    if len(found) == 1:
        return redirect("group", group=found[0].pk)
    several = len({g.school_id for g in found}) > 1
    return render(
        request, "organisation/groups.html", {"groups": found, "heading": heading(len(found)), "several": several}
    )


def heading(number: int) -> Words:
    """How many groups one works with."""
    if not number:
        return Words("U heeft nog geen groep.", "You have no group yet.")
    return Words("U werkt met {n} groepen.", "You work with {n} groups.").with_(n=numbers.in_words(number))


@page(category="roster", subject=of_group)
def group(request: HttpRequest, group: int) -> HttpResponse:
    """The pupils of one group, and how to reach their parents."""
    today = clock.today()
    row = Group.objects.get(pk=group)
    here = school_here(request, row.school_id)
    place = Subject(board=row.board_id, school=row.school_id, groups=frozenset({group}))
    pupils = list(
        Pupil.objects.filter(present_on(today), Q(pk__in=row.placements.filter(open_on(today)).values("pupil")))
        .select_related("person", "school")
        .order_by("person__sort_key", "pk")
    )
    rows = _rows(request, pupils, place, here.sector)
    actor = actor_of(request)
    several = visible(actor, "read", "roster", Group.objects.filter(ended__isnull=True)).exclude(pk=group).exists()
    context = {
        "group": row,
        "school": here,
        "heading": numbers.counted(
            len(rows),
            Words("Groep {name}: één leerling.", "Group {name}: one pupil.").with_(name=row.name),
            Words("Groep " + row.name + ": {number} leerlingen.", "Group " + row.name + ": {number} pupils."),
        ),
        "rows": rows,
        "contact": may(request, "read", "contact", place) or may(request, "read", "phone", place),
        "several": several,
        "links": [
            {"title": link.title, "detail": link.detail, "url": link.address(group), "icon": link.icon}
            for link in group_links()
            if may(request, link.verb, link.category, place)
        ],
    }
    return render(request, "organisation/group.html", context)


def _rows(request: HttpRequest, pupils: list[Pupil], place: Subject, sector: str) -> list[GroupRow]:
    today = clock.today()
    actor = actor_of(request)
    facts = facts_of_many(pupils, today) if may(request, "read", "authority", place) else {}
    # Whoever may not be approached is not in the list of whom to call; nobody can see from the list that it is so.
    barred = set(barring_on(today).filter(pupil__in=pupils).values_list("pupil", "person"))
    guardianships = [
        g
        for g in Guardianship.objects.filter(open_on(today), pupil__in=pupils).select_related("person").order_by("pk")
        if (g.pupil_id, g.person_id) not in barred
    ]
    contacts = contacts_of([g.person for g in guardianships], reach_of(actor, place), today)
    age = int(norms.on(today, sector=sector).value("age.own-decision"))
    rows = []
    for pupil in pupils:
        born = pupil.person.birth_date
        decides: Words | str = ""
        if pupil.pk in facts:
            decides = deciders_short(deciders_of(facts[pupil.pk], For.CONSENT, today, sector), pupil.person)
        elif born is not None and birthday(born, age) <= today:
            decides = Words("beslist zelf", "decides alone")
        parents = tuple(
            Reachable(g.person.name, contacts[g.person_id].shown) for g in guardianships if g.pupil_id == pupil.pk
        )
        url = reverse("pupil", args=[pupil.school_id, pupil.pk])
        rows.append(GroupRow(pupil, url, decides, parents))
    return rows
