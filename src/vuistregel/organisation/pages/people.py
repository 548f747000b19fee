"""The people who work at a school: roles, sign-ins, and who can see what (R10.4 to R10.7)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.matrix import shipped
from vuistregel.checks import CHECKS, On
from vuistregel.organisation import actions
from vuistregel.organisation.actions.people import BOARD_ROLES, HAS_ROLE, has_role
from vuistregel.organisation.forms.people import AppointForm, EndRoleForm
from vuistregel.organisation.models import Membership, School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.staff import STAFF_ROLES, candidates, colleagues, seers
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.words import Words

HAS_ROLE_STANDS_IN = Words(
    "Deze persoon heeft deze rol die dag al. Koppel de groepen dan bij Groepen van medewerkers.",
    "This person has this role that day already. Then couple the groups at Groups of staff.",
)
#: What `Who can see this?` may ask about: everything that is not open to all.
ASKED = tuple(
    c for c in shipped().categories.values() if c.about_pupils or c.slug in {"legal_number", "staff", "evidence"}
)


@page(category="staff", subject=of_school, POST="write")
def people(request: HttpRequest, school: int) -> HttpResponse:
    """Who works here; appointing is what its form posts."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here)
    form = _appoint_form(request, here, request.POST)
    if form is None or not form.is_valid():
        return _show(request, here, appoint=form, status=422)
    given = form.cleaned_data
    person = form.people[given["person"]]
    at = None if given["role"] in BOARD_ROLES else here
    instead = form.people.get(given["instead"])
    if has_role(person, at, given["role"], given["since"], instead):
        complain(form, HAS_ROLE_STANDS_IN if instead else HAS_ROLE)
        return _show(request, here, appoint=form, status=422)
    actions.appoint(
        actor_of(request),
        person=person,
        school=at,
        role=given["role"],
        since=given["since"],
        on_behalf_of=instead,
    )
    words = Words("Bewaard. {person} is {role}.", "Saved. {person} is {role}.")
    said(request, words.with_(person=person.name, role=shipped().roles[given["role"]].words))
    return redirect("people", school=here.pk)


@page(category="staff", verb="write", subject=of_school)
def end_role(request: HttpRequest, school: int) -> HttpResponse:
    """End somebody's role on a day."""
    here = school_here(request, school)
    if request.method != "POST":
        return redirect("people", school=school)
    row = _membership(here, request.POST.get("membership", ""))
    form = EndRoleForm(request.POST)
    if form.is_valid() and form.cleaned_data["until"] < row.since:
        complain(form, Words("Deze dag ligt voor het begin van de rol.", "This day is before the role began."), "until")
    if not form.is_valid():
        return _show(request, here, ending=(row.pk, form), status=422)
    actions.end_membership(actor_of(request), membership=row, until=form.cleaned_data["until"])
    said(
        request,
        Words("Bewaard. De rol van {person} eindigt.", "Saved. The role of {person} ends.").with_(
            person=row.person.name
        ),
    )
    return redirect("people", school=school)


@page(category="staff", verb="write", subject=of_school)
def close_account(request: HttpRequest, school: int) -> HttpResponse:
    """Close the sign-in of somebody who left (R10.4)."""
    here = school_here(request, school)
    if request.method == "POST":
        row = _membership(here, request.POST.get("membership", ""))
        actions.close_account(actor_of(request), membership=row)
        words = Words("Gedaan. {person} kan niet meer inloggen.", "Done. {person} can no longer sign in.")
        said(request, words.with_(person=row.person.name))
    return redirect("people", school=school)


def _membership(here: School, key: str) -> Membership:
    """A role at this school or its board; another board's is not found."""
    rows = Membership.objects.filter(board=here.board_id).select_related("person__account")
    row = rows.filter(pk=int(key)).first() if key.isdigit() else None
    if row is None or row.school_id not in (None, here.pk):
        raise Http404
    return row


def _may_appoint(request: HttpRequest, here: School) -> tuple[bool, bool]:
    """May this reader give roles at the school, and at the board?"""
    return (
        may(request, "write", "staff", place_of(here)),
        may(request, "write", "staff", Subject(board=here.board_id)),
    )


def _appoint_form(request: HttpRequest, here: School, data: Any = None) -> AppointForm | None:
    at_school, at_board = _may_appoint(request, here)
    roles = [
        (slug, shipped().roles[slug].words) for slug in STAFF_ROLES if (at_board if slug in BOARD_ROLES else at_school)
    ]
    if not roles:
        return None
    initial = {"since": clock.today()}
    return AppointForm(candidates(here.board_id), roles, data, prefix="benoemen", initial=initial)


def leavers(here: School) -> list[Membership]:
    """Who left and can still sign in: the rows that the check of step 10 finds, each person once."""
    rows = CHECKS["organisation.leavers_closed"].rows(On(clock.today())).filter(at=here.pk, ok=False)
    found = (
        Membership.objects.filter(pk__in=rows.values("pk"))
        .select_related("person")
        .order_by("person__sort_key", "-until")
    )
    return list({row.person_id: row for row in reversed(found)}.values())


def _show(
    request: HttpRequest,
    here: School,
    *,
    appoint: AppointForm | None = None,
    ending: tuple[int, EndRoleForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    staff = colleagues(here, today)
    at_school, at_board = _may_appoint(request, here)
    gone = leavers(here)
    asked = request.GET.get("wat", "")
    category = shipped().categories.get(asked) if asked in {c.slug for c in ASKED} else None
    context = {
        "school": here,
        "heading": heading(len(staff), sum(c.very_sensitive for c in staff), len(gone)),
        "staff": staff,
        "board": colleagues(here, today, board=True),
        "leavers": gone,
        "may_write": at_school,
        "may_board": at_board,
        "appoint": appoint or _appoint_form(request, here),
        "ending_at": ending[0] if ending else None,
        "ending": ending[1] if ending else None,
        "today": today,
        "asked": category,
        "seers": seers(here, category.slug, today) if category else (),
        "categories": ASKED,
    }
    return render(request, "organisation/people.html", context, status=status)


def heading(staff: int, very_sensitive: int, leavers: int) -> Words:
    """How it stands with the people of a school: who must not be able to come in goes first."""
    if leavers:
        found = numbers.counted(
            leavers,
            Words("Eén vertrokken medewerker kan nog inloggen.", "One member of staff who left can still sign in."),
            Words(
                "{words} vertrokken medewerkers kunnen nog inloggen.",
                "{words} members of staff who left can still sign in.",
            ),
        )
        return numbers.sentence(found)
    if not staff:
        return Words("Hier werkt nog niemand met een rol.", "Nobody works here with a role yet.")
    return numbers.share(
        very_sensitive,
        staff,
        Words("{k} medewerkers ziet zeer gevoelige gegevens.", "{k} members of staff sees very sensitive data."),
        Words("{k} medewerkers zien zeer gevoelige gegevens.", "{k} members of staff see very sensitive data."),
    )
