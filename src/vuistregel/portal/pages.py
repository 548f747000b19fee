"""The start page of each role, and what a parent or a pupil of sixteen sees of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.consent.lists.correction_tasks import correction_tasks
from vuistregel.consent.lists.tasks import list_tasks
from vuistregel.consent.own.waiting import waiting_for
from vuistregel.media.tasks import as_tasks, open_for
from vuistregel.organisation.models import Person, Pupil
from vuistregel.organisation.subjects import of_pupil
from vuistregel.portal.child import schools_of
from vuistregel.portal.frame import main_role
from vuistregel.portal.greeting import greeting
from vuistregel.portal.teacher import teachers_day
from vuistregel.steps.pages import overview
from vuistregel.ui.context import Where

OVERSEE = {
    "privacy_officer",
    "fg",
    "accountant",
    "director",
    "administrator",
    "internal_counsellor",
    "care_coordinator",
}


@page(category="account")
def home(request: HttpRequest) -> HttpResponse:
    """The start page: first today, then how things stand."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    role = main_role(actor)
    if role in OVERSEE:
        today = clock.today()
        take_downs = as_tasks(open_for(actor, today), today)
        first = [*take_downs, *list_tasks(actor, today), *correction_tasks(actor, today)]
        return overview(request, lambda waiting: greeting(_name(actor, role), clock.now(), waiting), first)
    if role == "teacher":
        day = teachers_day(actor, _name(actor, role), clock.now(), clock.today())
        return render(request, "portal/teacher.html", {"day": day, "today": clock.today()})
    if role == "caretaker":
        return redirect("groups")
    if role in {"guardian", "pupil"}:
        return redirect("children")
    return render(request, "portal/no_role.html")


def _name(actor: Actor, role: str) -> str:
    hat = actor.hat(role)
    person = Person.objects.filter(pk=hat.person).first() if hat and hat.person else None
    return person.short_name if person else ""


@page(category="roster")
def children(request: HttpRequest) -> HttpResponse:
    """The children of a parent (or the pupil), each with a way to what the school knows and who decides."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = [key for hat in actor.hats if hat.role in {"guardian", "pupil"} for key in hat.pupils]
    rows = visible(actor, "read", "roster", Pupil.objects.filter(pk__in=own)).select_related("person", "school")
    found = list(rows.order_by("person__birth_date", "pk"))
    if len(found) == 1:
        return redirect("child", pupil=found[0].pk)
    waiting = waiting_for(actor, clock.today())
    reader = frozenset(hat.person for hat in actor.hats if hat.person)
    schools = schools_of(found, reader, clock.today())
    shown = [(child, waiting.get(child.pk, 0), schools.get(child.pk, "")) for child in found]
    return render(request, "portal/children.html", {"children": shown})


@page(category="authority", subject=of_pupil)
def child(request: HttpRequest, pupil: int) -> HttpResponse:
    """One child: what the school knows, and who decides about it; for its parents and itself.

    Staff read of a pupil on the page of the school: this one speaks to a parent, and what it says is false to others.
    """
    from vuistregel.portal.child import child_view

    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not any(pupil in hat.pupils for hat in actor.hats):
        school = Pupil.objects.values_list("school", flat=True).get(pk=pupil)
        return redirect("pupil", school=school, pupil=pupil)
    view = child_view(pupil, actor, clock.today())
    request.where = Where(view.school, view.board)  # type: ignore[attr-defined]
    waiting = waiting_for(actor, clock.today()).get(pupil, 0)
    return render(request, "portal/child.html", {"child": view, "pupil": pupil, "waiting": waiting})
