"""What parents read about a school, and its settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.organisation import actions
from vuistregel.organisation.forms.school import SchoolForm
from vuistregel.organisation.models import School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.staff import candidates
from vuistregel.organisation.subjects import of_school
from vuistregel.rows import StaleRow
from vuistregel.ui.shapes import Fact
from vuistregel.words import Words, same

SECTORS = {
    "po": Words("basisonderwijs", "primary education"),
    "so": Words("speciaal onderwijs", "special education"),
    "vso": Words("voortgezet speciaal onderwijs", "secondary special education"),
    "vo": Words("voortgezet onderwijs", "secondary education"),
}


@page(category="organisation", subject=of_school, POST="write")
def school_settings(request: HttpRequest, school: int) -> HttpResponse:
    """The contact, the regulation, and two settings; kept against the version that was shown."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here, _form(here))
    form = _form(here, request.POST)
    if not form.is_valid():
        return _show(request, here, form, status=422)
    given = form.cleaned_data
    try:
        actions.change_school(
            actor_of(request),
            school=here,
            shown=given["version"],
            contact=form.people.get(given["contact"]),
            regulation_url=given["regulation_url"],
            match_by_number=given["match_by_number"],
            practice_after_16=given["practice_after_16"],
        )
    except StaleRow as stale:
        return _again(request, here, form, stale)
    said(request, Words("Bewaard.", "Saved."))
    return redirect("school_settings", school=here.pk)


def _again(request: HttpRequest, here: School, form: SchoolForm, stale: StaleRow) -> HttpResponse:
    """The form once more with what was typed, and what somebody else made of it meanwhile."""
    here.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(here.version)
    again = _form(here, data)
    again.is_valid()
    complain(again, stale.words)
    return _show(request, here, again, status=409)


def _form(here: School, data: Any = None) -> SchoolForm:
    initial = {
        "version": here.version,
        "contact": str(here.contact_id or ""),
        "regulation_url": here.regulation_url,
        "match_by_number": here.match_by_number,
        "practice_after_16": here.practice_after_16,
    }
    return SchoolForm(candidates(here.board_id), data, initial=initial)


def heading(school: School) -> Words:
    """What parents find, or what they still miss."""
    missing = []
    if school.contact_id is None:
        missing.append(Words("een aanspreekpunt", "a contact person"))
    if not school.regulation_url:
        missing.append(Words("het privacyreglement", "the privacy regulation"))
    if not missing:
        return Words(
            "Ouders van {school} weten wie zij iets kunnen vragen.", "Parents of {school} know whom they can ask."
        ).with_(school=school.name)
    both = Words("{a} en {b}", "{a} and {b}").with_(a=missing[0], b=missing[1]) if len(missing) > 1 else missing[0]
    return Words("Ouders van {school} vinden nog niet: {what}.", "Parents of {school} cannot find yet: {what}.").with_(
        school=school.name, what=both
    )


def _show(request: HttpRequest, here: School, form: SchoolForm, status: int = 200) -> HttpResponse:
    contact = here.contact.name if here.contact else Words("nog niemand", "nobody yet")
    facts = (
        Fact(Words("School", "School"), here.name),
        Fact(Words("Bestuur", "Board"), here.board.name),
        Fact(Words("Nummer", "Number"), same(f"{here.brin}, {here.location}")),
        Fact(Words("Soort", "Kind"), SECTORS[here.sector]),
    )
    shown = (
        Fact(Words("Aanspreekpunt", "Contact person"), contact),
        Fact(Words("Reglement", "Regulation"), here.regulation_url or Words("nog geen adres", "no address yet")),
    )
    context = {
        "school": here,
        "heading": heading(here),
        "facts": facts,
        "shown": shown,
        "form": form,
        "may_write": may(request, "write", "organisation", place_of(here)),
        "own_norms": may(request, "read", "house_norms", Subject(board=here.board_id)),
        "roster_day": clock.day_of(here.roster_applied_at) if here.roster_applied_at else None,
    }
    return render(request, "organisation/school_settings.html", context, status=status)
