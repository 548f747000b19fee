"""Contact data once a year: a parent looks at them, the office settles corrections, staff finds whom to call."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.consent.actions.contact_data import (
    check_contact_data,
    decline_correction,
    give_emergency_contact,
    settle_correction,
)
from vuistregel.consent.forms.lists import CorrectionForm, DeclineForm, EmergencyForm
from vuistregel.consent.lists.contact_data import (
    checked_this_year,
    emergencies_of,
    own_contacts,
    own_emergency,
)
from vuistregel.consent.lists.corrections import corrections_of, outcomes_of
from vuistregel.consent.models import ContactCorrection
from vuistregel.organisation.models import Group, Person, Pupil, School
from vuistregel.organisation.pages.place import actor_of, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_group, of_pupil, of_school
from vuistregel.ui import numbers
from vuistregel.words import Words

_RIGHT = Words("Bewaard. Uw gegevens kloppen.", "Saved. Your data are right.")
_PASSED_ON = Words("Bewaard. De administratie past uw gegevens aan.", "Saved. The office will change your data.")
_EMERGENCY = Words("Bewaard. Dit is het noodcontact.", "Saved. This is the emergency contact.")
_NO_EMERGENCY = Words("Bewaard. Er is geen noodcontact meer.", "Saved. There is no emergency contact any more.")
_EMPTY_GROUP = Words("In deze groep zitten nog geen leerlingen.", "There are no pupils in this group yet.")
_DECLINED = Words("Bewaard. De ouder leest uw uitleg.", "Saved. The parent reads your explanation.")
_SETTLED = Words("Bewaard. Deze verbetering is verwerkt.", "Saved. This correction is settled.")


@page(category="consent", subject=of_pupil, POST="write")
def own_data(request: HttpRequest, pupil: int) -> HttpResponse:
    """The own contact data as the school has them, a correction, and whom to call about this child."""
    row = get_object_or_404(Pupil.objects.select_related("person", "school__board"), pk=pupil)
    me = _reader(request, row)
    forms: dict[str, Any] = {"correction": None, "emergency": None}
    if request.method == "POST":
        done = _kept(request, row, me, forms)
        if done is not None:
            return done
    day = clock.today()
    given = own_emergency(row, me)
    context = {
        "pupil": row,
        "own": me.pk == row.person_id,
        "contacts": own_contacts(actor_of(request), me, row.school, day).shown,
        "checked": checked_this_year(row.board_id, me.pk, row.school, day),
        "given": given,
        "outcomes": outcomes_of(me, row.school, day),
        "correction": forms["correction"] or CorrectionForm(prefix="nieuw"),
        "emergency": forms["emergency"]
        or EmergencyForm(prefix="nood", initial={"name": given.name, "phone": given.phone} if given else None),
        "heading": _HEADING,
    }
    return render(request, "consent/lists/own_data.html", context, status=422 if any(forms.values()) else 200)


_HEADING = Words("Kloppen uw gegevens?", "Are your data right?")
#: A number of so many digits is too long for the id of a row.
_LONGEST_ID = 19


def _kept(request: HttpRequest, pupil: Pupil, me: Person, forms: dict[str, Any]) -> HttpResponse | None:
    """Keep what a form said; None when it comes back, with its error, in `forms`."""
    what = request.POST.get("wat", "")
    if what == "klopt":
        check_contact_data(actor_of(request), pupil=pupil, person=me)
        said(request, _RIGHT)
    elif what == "nood":
        form = EmergencyForm(request.POST, prefix="nood")
        if not form.is_valid():
            forms["emergency"] = form
            return None
        name, phone = form.cleaned_data["name"], form.cleaned_data["phone"]
        give_emergency_contact(actor_of(request), pupil=pupil, by=me, name=name, phone=phone)
        said(request, _EMERGENCY if name else _NO_EMERGENCY)
    else:
        corrections = CorrectionForm(request.POST, prefix="nieuw")
        if not corrections.is_valid():
            forms["correction"] = corrections
            return None
        check_contact_data(actor_of(request), pupil=pupil, person=me, corrections=corrections.corrections)
        said(request, _PASSED_ON)
    if request.POST.get("terug") == "toestemming":
        return redirect("consents")
    return redirect("own_contact_data", pupil=pupil.pk)


def _reader(request: HttpRequest, pupil: Pupil) -> Person:
    """Who the reader is for this child: the guardian, or the pupil. Staff has no business here."""
    for hat in actor_of(request).hats:
        if hat.board == pupil.board_id and hat.person and pupil.pk in hat.pupils:
            return Person.objects.select_related("board").get(pk=hat.person)
    raise Http404


@page(category="contact", subject=of_group)
def emergency_contacts(request: HttpRequest, group: int) -> HttpResponse:
    """Whom to call about each pupil of a group when the parents cannot be reached."""
    row = get_object_or_404(Group.objects.select_related("school"), pk=group)
    school_here(request, row.school_id)
    found = emergencies_of(row, actor_of(request), clock.today())
    number = sum(1 for each in found if each.contacts)
    heading = _EMPTY_GROUP
    if found:
        heading = numbers.share(
            number,
            len(found),
            Words("{k} leerlingen heeft een noodcontact.", "{k} pupils has an emergency contact."),
            Words("{k} leerlingen hebben een noodcontact.", "{k} pupils have an emergency contact."),
        )
    context = {
        "group": row,
        "rows": found,
        "heading": heading,
    }
    return render(request, "consent/lists/emergency.html", context)


@page(category="contact", subject=of_school, POST="write")
def contact_corrections(request: HttpRequest, school: int) -> HttpResponse:
    """What parents say about their own contact data; the office puts it in the pupil administration."""
    here = school_here(request, school)
    if request.method == "POST":
        settle_correction(actor_of(request), correction=_correction(here, request.POST.get("verbetering", "")))
        said(request, _SETTLED)
        return redirect(reverse("contact_corrections", args=[school]))
    rows = corrections_of(here, actor_of(request), clock.today())
    context = {
        "school": here,
        "rows": rows,
        "heading": numbers.sentence(
            numbers.counted(
                len(rows),
                Words("Eén verbetering wacht op u.", "One correction waits for you."),
                Words("{words} verbeteringen wachten op u.", "{words} corrections wait for you."),
            )
        ),
        "may_write": may(request, "write", "contact", place_of(here)),
    }
    return render(request, "consent/lists/corrections.html", context)


def _correction(school: School, key: str) -> ContactCorrection:
    rows = ContactCorrection.objects.filter(board=school.board_id, school=school).select_related("person")
    row = rows.filter(pk=int(key)).first() if key.isdigit() and len(key) < _LONGEST_ID else None
    if row is None:
        raise Http404
    return row


@page(category="contact", verb="write", subject=of_school)
def contact_correction_declined(request: HttpRequest, school: int, correction: int) -> HttpResponse:
    """Say why the office does not take over what a parent gave."""
    here = school_here(request, school)
    shown = {c.row.pk: c for c in corrections_of(here, actor_of(request), clock.today())}
    if correction not in shown:
        raise Http404
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        decline_correction(actor_of(request), correction=shown[correction].row, why=form.cleaned_data["why"])
        said(request, _DECLINED)
        return redirect(reverse("contact_corrections", args=[school]))
    context = {"school": here, "correction": shown[correction], "form": form}
    return render(request, "consent/lists/declined.html", context, status=422 if form.is_bound else 200)
