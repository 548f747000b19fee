"""Somebody comes to work here: person, sign-in, role and groups at once, and a link to choose a password (R10.4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.matrix import Scope, shipped
from vuistregel.access.models import Account
from vuistregel.access.signin import links
from vuistregel.organisation import actions
from vuistregel.organisation.actions.people import BOARD_ROLES
from vuistregel.organisation.forms.people import NewStaffForm
from vuistregel.organisation.models import Group, Person, School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.roster.spelling import sort_key
from vuistregel.organisation.staff import STAFF_ROLES
from vuistregel.organisation.subjects import of_school
from vuistregel.words import Words

#: Roles that see only the groups that they work with.
GROUP_ROLES = frozenset(grant.role for grant in shipped().grants if grant.scope is Scope.GROUP)
_TAKEN = Words(
    "Met dit mailadres logt al iemand in. Werkt die persoon al bij uw bestuur? Geef dan bij Mensen een rol.",
    "Somebody signs in with this mail address already. Do they work for your board? Then give a role at People.",
)
_NO_GROUPS = Words("Deze rol hoort niet bij een groep.", "This role does not belong to a group.")
_AT_BOARD = Words("Deze rol geldt al voor alle scholen.", "This role holds for all schools already.")


@page(category="staff", verb="write", subject=of_school)
def new_staff(request: HttpRequest, school: int) -> HttpResponse:
    """Add a member of staff to this school, or for whoever may to other schools or the board as well."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here, _form(request, here))
    form = _form(request, here, request.POST)
    if form.is_valid():
        _judge(form)
    if not form.is_valid():
        return _show(request, here, form, 422)
    return _add(request, here, form)


def _form(request: HttpRequest, here: School, data: Any = None) -> NewStaffForm:
    """With the roles, groups and schools that this reader may choose from."""
    at_board = may(request, "write", "staff", Subject(board=here.board_id))
    at_school = may(request, "write", "staff", place_of(here))
    roles = [
        (slug, shipped().roles[slug].words) for slug in STAFF_ROLES if (at_board if slug in BOARD_ROLES else at_school)
    ]
    groups = Group.objects.filter(school=here, ended__isnull=True).order_by("name", "pk")
    others = School.objects.filter(board=here.board_id).exclude(pk=here.pk).order_by("name") if at_board else ()
    return NewStaffForm(roles, list(groups), list(others), data, prefix="nieuw", initial={"since": clock.today()})


def _judge(form: NewStaffForm) -> None:
    """What no single field can say."""
    given = form.cleaned_data
    if Account.objects.filter(login=given["email"].strip().lower()).exists():
        complain(form, _TAKEN, "email")
    if given.get("groups") and given["role"] not in GROUP_ROLES:
        complain(form, _NO_GROUPS, "groups")
    if given.get("also") and given["role"] in BOARD_ROLES:
        complain(form, _AT_BOARD, "also")


def _add(request: HttpRequest, here: School, form: NewStaffForm) -> HttpResponse:
    given, actor = form.cleaned_data, actor_of(request)
    names = {"call_name": given["call_name"], "prefix": given["between"], "family_name": given["family_name"]}
    sorts_by = sort_key(given["family_name"], given["between"], given["call_name"])
    twice = Person.objects.filter(board=here.board_id, sort_key=sorts_by, merged_into__isnull=True).exists()
    schools = [] if given["role"] in BOARD_ROLES else [here, *(form.by_school[key] for key in given.get("also", ()))]
    account = actions.add_staff(
        actor,
        board=here.board,
        schools=schools,
        role=given["role"],
        login=given["email"],
        email=given["email"],
        names=names,
        since=given["since"],
        groups=[form.by_group[key] for key in given.get("groups", ())],
    )
    links.invite(actor, account=account, board=here.board_id, school=here.pk)
    name = " ".join(filter(None, names.values()))
    text = Words(
        "Bewaard. {name} krijgt een mail om een wachtwoord te kiezen.",
        "Saved. {name} gets a mail to choose a password.",
    )
    said(request, text.with_(name=name))
    if twice:
        text = Words(
            "Er stond al iemand die {name} heet. Is het dezelfde? Voeg hen dan samen.",
            "There was somebody called {name} already. Is it the same person? Then put them together.",
        )
        said(request, text.with_(name=name))
        return redirect("doubles", school=here.pk)
    return redirect("people", school=here.pk)


def _show(request: HttpRequest, here: School, form: NewStaffForm, status: int = 200) -> HttpResponse:
    return render(request, "organisation/new_staff.html", {"school": here, "form": form}, status=status)
