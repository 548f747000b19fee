"""The yearly notice: who gets it, what happens without it, and the button that sends it (R7.5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.consent.actions.notices import send_notices, words_for
from vuistregel.consent.notices import Plan, plan
from vuistregel.organisation.pages.place import actor_of, listed, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.words import Words


@page(category="consent_round", subject=of_school, POST="write")
def yearly_notice(request: HttpRequest, school: int) -> HttpResponse:
    """Look at it, then send it to everybody who has not had it this school year."""
    here = school_here(request, school)
    if request.method == "POST":
        sent = send_notices(actor_of(request), school=here)
        said(
            request,
            Words("{n} berichten staan klaar om te gaan.", "{n} notices are ready to go.").with_(
                n=numbers.figures(len(sent.recipients))
            )
            if len(sent.recipients) > 1
            else Words("Eén bericht staat klaar om te gaan.", "One notice is ready to go."),
        )
        return redirect("yearly_notice", school=here.pk)
    found = plan(here, clock.today())
    # Who may not read about single families (an auditor) sees the numbers and no names.
    names = may(request, "read", "consent", place_of(here))
    example = words_for(found.recipients[0], here, found) if names and found.recipients else None
    context = {
        "school": here,
        "heading": heading(found),
        "plan": found,
        "names": names,
        "shown": listed(request, found.recipients) if names else None,
        "listed": listed(request, found.recipients) if names else None,
        "example": example,
        "may_write": may(request, "write", "consent_round", place_of(here)),
    }
    return render(request, "consent/office/notice.html", context)


def heading(found: Plan) -> Words:
    """How many still have to hear that they may say no."""
    number = len(found.recipients)
    if number:
        found_words = numbers.counted(
            number,
            Words("Eén persoon krijgt nog het jaarlijkse bericht.", "One person still gets the yearly notice."),
            Words("{words} mensen krijgen nog het jaarlijkse bericht.", "{words} people still get the yearly notice."),
        )
        return numbers.sentence(found_words)
    if found.nobody:
        return Words("Er is niemand om het bericht aan te sturen.", "There is nobody to send the notice to.")
    if found.sent:
        return Words("Het bericht van dit schooljaar is verstuurd.", "This school year’s notice was sent.")
    return Words("Er is dit schooljaar geen bericht nodig.", "No notice is needed this school year.")
