"""The office prints a letter with a code for one family member who has no mail address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.access.signin.mail import address_of
from vuistregel.access.signin.personal import page_of
from vuistregel.consent.actions.own_code import give_code
from vuistregel.consent.office import office_view
from vuistregel.consent.pages.office import of_pupil_for_office
from vuistregel.consent.rounds.letters import square
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.pages.place import actor_of, may, place_of, school_here


@page(category="consent", verb="write", subject=of_pupil_for_office)
def consent_code(request: HttpRequest, school: int, pupil: int) -> HttpResponse:
    """The letter, shown once: made for somebody who may answer about this pupil. Without a form, back to the pupil."""
    if request.method != "POST":
        return redirect("pupil_consent", school=school, pupil=pupil)
    here = school_here(request, school)
    row = Pupil.objects.select_related("person").get(pk=pupil)
    restricted = may(request, "read", "restriction", place_of(here))
    view = office_view(here, row.person, row, clock.today(), restricted=restricted)
    chosen = next((c.person for c in view.candidates if str(c.person.pk) == request.POST.get("voor", "")), None)
    if chosen is None:
        raise Http404
    fresh = give_code(actor_of(request), school=here, person=chosen)
    context = {
        "school": here,
        "pupil": row,
        "person": chosen,
        "own": chosen == row.person,
        "language": chosen.account.language if chosen.account else "nl",
        "code": fresh.shown_code,
        "square": square(page_of(fresh)),
        "address": address_of("letter_code"),
    }
    return render(request, "consent/office/letter.html", context)
