"""The office writes down what somebody answered on paper or in a talk, and sees what holds and since when (R5.16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock, keys
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent.actions import Reply, answer
from vuistregel.consent.forms.office import NO, SCAN_LIMIT, YES, AnswerForm, options
from vuistregel.consent.models import Consent
from vuistregel.consent.office import PARENT_AGAIN, OfficeView, newest_shown, no_of, office_view
from vuistregel.consent.overview import adults_of
from vuistregel.consent.rules import Answer, How
from vuistregel.keys.errors import FileRefused
from vuistregel.norms import NormLookupError
from vuistregel.organisation.models import Person, Pupil, School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.words import Words

_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_NO_RULES = Words(
    "Voor die dag staan hier geen regels. Kijk het jaar na.", "There are no rules here for that day. Check the year."
)
_NOTHING = Words("Kies bij een of meer plekken ja of nee.", "Choose yes or no at one or more places.")


def of_pupil_for_office(request: HttpRequest, school: int, pupil: int, **_: Any) -> Subject | None:
    """A pupil of this school, as work of the whole school: no parent and no teacher of a group stands that wide.

    A parent may read consent about the own child, and must not see here what the other parent answered.
    """
    return of_school(request, school) if Pupil.objects.filter(pk=pupil, school=school).exists() else None


def of_adult_for_office(request: HttpRequest, school: int, person: int, **_: Any) -> Subject | None:
    """An adult of this school: a parent of a pupil, or somebody who works there."""
    here = School.objects.filter(pk=school).first()
    if here is None or not adults_of(here, clock.today()).filter(pk=person).exists():
        return None
    return of_school(request, school)


def of_scan(request: HttpRequest, school: int, scan: UUID, **_: Any) -> Subject | None:
    known = Consent.objects.filter(school=school, scan=scan).exists()
    return of_school(request, school) if known else None


@page(category="consent", subject=of_pupil_for_office, POST="write")
def pupil_consent(request: HttpRequest, school: int, pupil: int) -> HttpResponse:
    """What holds about a pupil, and the form for a paper answer."""
    row = Pupil.objects.select_related("person", "school__board").get(pk=pupil)
    return _page(request, school, row.person, row)


@page(category="consent", subject=of_adult_for_office, POST="write")
def adult_consent(request: HttpRequest, school: int, person: int) -> HttpResponse:
    """What holds about a parent or member of staff, who answers alone (R7.3)."""
    return _page(request, school, Person.objects.get(pk=person), None)


def _page(request: HttpRequest, school: int, person: Person, pupil: Pupil | None) -> HttpResponse:
    here = school_here(request, school)
    restricted = may(request, "read", "restriction", place_of(here))
    view = office_view(here, person, pupil, clock.today(), restricted=restricted)
    if request.method != "POST":
        form = AnswerForm(view.candidates, initial={"shown": view.shown, "how": How.PAPER, "on": clock.today()})
        return _show(request, here, person, pupil, view, form)
    form = AnswerForm(view.candidates, request.POST, request.FILES)
    typed = {row.name: request.POST.get(f"antwoord-{row.name}", "") for row in view.rows}
    chosen = {key: text for key, text in typed.items() if text in (YES, NO)}
    if form.is_valid() and not chosen:
        complain(form, _NOTHING)
    if not form.is_valid():
        return _show(request, here, person, pupil, view, form, typed, status=422)
    try:
        count = _record(request, here, person, pupil, view, form, chosen)
    except FileRefused as refused:
        complain(form, refused.words, "scan")
        return _show(request, here, person, pupil, view, form, typed, status=422)
    except NormLookupError:
        complain(form, _NO_RULES, "on")
        return _show(request, here, person, pupil, view, form, typed, status=422)
    except Refused as refusal:
        for reason in refusal.decision.reasons:
            complain(form, reason.text)
        return _show(request, here, person, pupil, view, form, typed, status=409)
    answers = numbers.counted(
        count, Words("één antwoord", "one answer"), Words("{words} antwoorden", "{words} answers")
    )
    kept = Words("Bewaard: {answers} over {name}.", "Saved: {answers} about {name}.")
    said(request, kept.with_(answers=answers, name=person.short_name))
    yes = {name for name, text in chosen.items() if text == YES}
    if pupil is not None and any(
        row.waits_for_parent for row in office_view(here, person, pupil, clock.today()).rows if row.name in yes
    ):
        said(request, PARENT_AGAIN)
    return redirect(request.path)


def _record(
    request: HttpRequest,
    here: School,
    person: Person,
    pupil: Pupil | None,
    view: OfficeView,
    form: AnswerForm,
    chosen: dict[str, str],
) -> int:
    """One action for the whole form; a scan that was taken in leaves again when the action is refused."""
    given = form.cleaned_data
    candidate = form.candidates[given["by"]]
    before = newest_shown(person, candidate.person, given["shown"])
    replies = []
    for row in view.rows:
        if row.name not in chosen:
            continue
        mine = before.get((row.question.pk, row.use))
        yes = chosen[row.name] == YES
        reply = Answer.GIVEN if yes else no_of(mine, row, only_no=candidate.only_no)
        replies.append(Reply(row.question, reply, use=row.use, saw=mine.pk if mine else 0))
    scan = None
    if given["scan"]:
        given["scan"].seek(0)
        scan = keys.files.write(
            here.board.key, person.key, given["scan"], allowed=frozenset(_TYPES), limit=SCAN_LIMIT
        ).uuid
    try:
        answer(
            actor_of(request),
            person=person,
            school=here,
            pupil=pupil,
            by=candidate.person,
            replies=replies,
            how=How(given["how"]),
            on=given["on"],
            scan=scan,
        )
    except BaseException:
        if scan is not None:
            keys.files.delete(scan)
        raise
    return len(replies)


def _show(
    request: HttpRequest,
    here: School,
    person: Person,
    pupil: Pupil | None,
    view: OfficeView,
    form: AnswerForm,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "school": here,
        "person": person,
        "pupil": pupil,
        "heading": heading(person, view),
        "view": view,
        "form": form,
        "asked": [(row, options(row, (typed or {}).get(row.name, ""))) for row in view.rows],
        "may_write": may(request, "write", "consent", place_of(here)),
        "back": reverse("pupil", args=[here.pk, pupil.pk]) if pupil else "",
    }
    return render(request, "consent/office/person.html", context, status=status)


def heading(person: Person, view: OfficeView) -> Words:
    """For how many places there is a yes that counts today."""
    lasting = [row for row in view.rows if row.ask is None]
    yes = sum(1 for row in lasting if row.counts)
    if not lasting:
        text = Words("Over {name} vraagt school het elke keer.", "About {name} the school asks each time.")
        return text.with_(name=person.short_name)
    if not yes:
        return Words("Over {name} mag nu niets.", "About {name} nothing may now.").with_(name=person.short_name)
    return Words("Over {name} is er ja bij {n} vragen.", "About {name} there is a yes to {n} questions.").with_(
        name=person.short_name, n=numbers.out_of(yes, len(lasting))
    )


@page(category="consent", subject=of_scan)
def consent_scan(request: HttpRequest, school: int, scan: UUID) -> HttpResponseBase:
    """The paper form that was scanned, as a download."""
    try:
        kind, content = keys.files.describe(scan).type, keys.files.open(scan)
    except FileNotFoundError:
        raise Http404 from None
    name = f"{Words('formulier', 'form')}.{kind}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=_TYPES[kind])
