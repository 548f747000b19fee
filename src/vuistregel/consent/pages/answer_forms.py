"""The answer form to print: blank for any child, or about one pupil."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.consent.answer_forms import blank_form, form_for
from vuistregel.consent.office import office_view
from vuistregel.consent.pages.office import of_pupil_for_office
from vuistregel.documents import Paper, pdf
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.pages.place import may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.words import Words, reader_language

_FILE = Words("toestemming", "consent")
_NOTHING = Words("Er is nu niets om op papier te vragen.", "There is nothing to ask on paper now.")


@page(category="consent_round", subject=of_school)
def blank_answer_form(request: HttpRequest, school: int) -> HttpResponse:
    """A form without a name, to print as often as needed."""
    here = school_here(request, school)
    found = blank_form(here, clock.today(), _language(request))
    if found is None:
        said(request, _NOTHING)
        return redirect("channels", school=school)
    return _file(found)


@page(category="consent", subject=of_pupil_for_office)
def answer_form(request: HttpRequest, school: int, pupil: int) -> HttpResponse:
    """The form about one pupil."""
    here = school_here(request, school)
    row = Pupil.objects.select_related("person", "school__board").get(pk=pupil)
    restricted = may(request, "read", "restriction", place_of(here))
    today = clock.today()
    view = office_view(here, row.person, row, today, restricted=restricted)
    found = form_for(here, row.person, view, today, _language(request))
    if found is None:
        said(request, _NOTHING)
        return redirect("pupil_consent", school=school, pupil=pupil)
    return _file(found)


def _language(request: HttpRequest) -> str:
    """The language of the form: the one that was asked for, else the reader's."""
    asked = request.GET.get("taal", "")
    return asked if asked in ("nl", "en") else reader_language()


def _file(paper: Paper) -> HttpResponse:
    response = HttpResponse(pdf(paper), content_type="application/pdf")
    # Without a name: a file stays where it was downloaded.
    response["Content-Disposition"] = f'attachment; filename="{_FILE.in_(paper.language)}.pdf"'
    return response
