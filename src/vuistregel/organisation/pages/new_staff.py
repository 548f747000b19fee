"""Somebody comes to work here: sign-in, role and groups at once, and a link to choose a password (R10.4).

Whoever the roster brought is recognised and keeps the groups; where it is not certain, the page asks.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.matrix import shipped
from vuistregel.access.models import Account
from vuistregel.access.signin import links
from vuistregel.organisation import actions
from vuistregel.organisation.actions.new_staff import ELSEWHERE, HAS_ACCOUNT
from vuistregel.organisation.actions.people import BOARD_ROLES
from vuistregel.organisation.forms.people import NewStaffForm
from vuistregel.organisation.models import Group, Person, School, StaffKey, Teaching
from vuistregel.organisation.pages.place import NOT_CHOSEN, actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.recognising import recognise, works_elsewhere
from vuistregel.organisation.roster.spelling import sort_key
from vuistregel.organisation.staff import GROUP_ROLES, STAFF_ROLES
from vuistregel.organisation.subjects import of_school
from vuistregel.words import Words, same

_TAKEN = Words(
    "Met dit mailadres logt al iemand in. Werkt die persoon al bij uw bestuur? Geef dan bij Mensen een rol.",
    "Somebody signs in with this mail address already. Do they work for your board? Then give a role at People.",
)
_NO_GROUPS = Words("Deze rol hoort niet bij een groep.", "This role does not belong to a group.")
_AT_BOARD = Words("Deze rol geldt al voor alle scholen.", "This role holds for all schools already.")
_SAVED = Words(
    "Bewaard. {name} krijgt een mail om een wachtwoord te kiezen.",
    "Saved. {name} gets a mail to choose a password.",
)
_KEEPS = Words(
    "{name} was al bekend uit het leerlingbestand. De groepen: {groups}.",
    "{name} was known already from the pupils' file. The groups: {groups}.",
)
_WAS_KNOWN = Words("{name} was al bekend uit het leerlingbestand.", "{name} was known already from the pupils' file.")
_TWICE = Words(
    "Er stond al iemand die {name} heet. Is het dezelfde? Voeg hen dan samen.",
    "There was somebody called {name} already. Is it the same person? Then put them together.",
)


@page(category="staff", verb="write", subject=of_school)
def new_staff(request: HttpRequest, school: int) -> HttpResponse:
    """Add a member of staff to this school, or for whoever may to other schools or the board as well."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here, _form(request, here))
    form = _form(request, here, request.POST)
    if form.is_valid():
        _judge(form)
    who = _who(request, here, form) if form.is_valid() else None
    if not form.is_valid():
        return _show(request, here, form, 422)
    return _add(request, here, form, who)


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


def _schools(here: School, form: NewStaffForm) -> list[School]:
    """The schools where the role will be; none for a role of the board."""
    given = form.cleaned_data
    if given["role"] in BOARD_ROLES:
        return []
    return [here, *(form.by_school[key] for key in given.get("also", ()))]


def _names(form: NewStaffForm) -> dict[str, str]:
    given = form.cleaned_data
    return {"call_name": given["call_name"], "prefix": given["between"], "family_name": given["family_name"]}


def _who(request: HttpRequest, here: School, form: NewStaffForm) -> Person | None:
    """Who this is of the people who are known; None for somebody new. The form is told what stands in the way."""
    schools, day = _schools(here, form), clock.today()
    found = recognise(here.board, schools, _names(form), form.cleaned_data["email"], day)
    if found.taken is not None:
        complain(form, HAS_ACCOUNT, "email")
        return None
    who, perhaps = found.known, found.perhaps
    if who is not None and found.by_name:
        perhaps = (who,)  # a namesake would get somebody else's groups, and here a person can be asked
    if perhaps:
        people = {str(person.pk): person for person in perhaps}
        answer = form.ask_who([(key, described(person)) for key, person in people.items()])
        if not answer:
            complain(form, NOT_CHOSEN, "who")
        who = people.get(answer)
    at_board = may(request, "write", "staff", Subject(board=here.board_id))
    if who is not None and works_elsewhere(who, schools, day) and not at_board:
        complain(form, ELSEWHERE, "who" if perhaps else None)
    return who


def described(person: Person) -> Words:
    """Who somebody is, for whoever must choose: the name, the schools of the roster and the groups."""
    schools = StaffKey.objects.filter(person=person, departed__isnull=True).values_list("school__name", flat=True)
    places = ", ".join([*schools, *groups_of(person)])
    return same(f"{person.name} ({places})" if places else person.name)


def groups_of(person: Person) -> list[str]:
    rows = Teaching.objects.filter(open_on(clock.today()), person=person, group__ended__isnull=True)
    return list(rows.order_by("group__name", "pk").values_list("group__name", flat=True))


def _add(request: HttpRequest, here: School, form: NewStaffForm, who: Person | None) -> HttpResponse:
    given, actor, names = form.cleaned_data, actor_of(request), _names(form)
    sorts_by = sort_key(given["family_name"], given["between"], given["call_name"])
    known = Person.objects.filter(board=here.board_id, sort_key=sorts_by, merged_into__isnull=True)
    twice = who is None and "who" not in form.fields and known.exists()
    account = actions.add_staff(
        actor,
        board=here.board,
        schools=_schools(here, form),
        role=given["role"],
        login=given["email"],
        email=given["email"],
        names=names,
        since=given["since"],
        groups=[form.by_group[key] for key in given.get("groups", ())],
        person=who,
        somebody_new=who is None,
    )
    links.invite(actor, account=account, board=here.board_id, school=here.pk)
    name = who.name if who else " ".join(filter(None, names.values()))
    said(request, _SAVED.with_(name=name))
    if who is not None:
        groups = ", ".join(groups_of(who))
        said(request, _KEEPS.with_(name=name, groups=groups) if groups else _WAS_KNOWN.with_(name=name))
    if twice:
        said(request, _TWICE.with_(name=name))
        return redirect("doubles", school=here.pk)
    return redirect("people", school=here.pk)


def _show(request: HttpRequest, here: School, form: NewStaffForm, status: int = 200) -> HttpResponse:
    return render(request, "organisation/new_staff.html", {"school": here, "form": form}, status=status)
