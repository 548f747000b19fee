"""What somebody answered through time, and each answer as a receipt to keep."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import NotHere
from vuistregel.consent.models import Consent
from vuistregel.consent.own.history import history_of
from vuistregel.consent.own.people import About, people_of
from vuistregel.consent.own.receipts import receipt
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.pages.place import actor_of, listed
from vuistregel.organisation.subjects import of_pupil, pupil_subject


@page(category="consent", subject=of_pupil)
def history(request: HttpRequest, pupil: int) -> HttpResponse:
    """The reader's own answers about one child, in the words of their day."""
    about = next((a for a in people_of(actor_of(request), clock.today()) if a.pupil and a.pupil.pk == pupil), None)
    if about is None:
        raise NotHere
    return _show(request, [about])


@page(category="consent")
def own_history(request: HttpRequest) -> HttpResponse:
    """The reader's answers about themselves as an adult."""
    return _show(request, [a for a in people_of(actor_of(request), clock.today()) if a.pupil is None])


def _show(request: HttpRequest, people: list[About]) -> HttpResponse:
    entries = [
        entry for about in {a.by.pk: a for a in people}.values() for entry in history_of([about.person], about.by)
    ]
    context: dict[str, Any] = {
        "about": people[0] if people else None,
        "own": not people or people[0].own,
        "entries": listed(request, entries),
        "count": len(entries),
    }
    return render(request, "consent/parents/history.html", context)


def of_record(request: HttpRequest, record: UUID, **_: Any) -> Subject | None:
    """Where a record stands: with the pupil, or the adult themselves."""
    row = Consent.objects.filter(key=record).first()
    if row is None:
        return None
    pupil = Pupil.objects.filter(person=row.person_id, school=row.school_id).order_by("-pk").first()
    if pupil is not None:
        return pupil_subject(pupil.pk, clock.today())
    return Subject(board=row.board_id, school=row.school_id, person=row.person_id)


@page(category="consent", subject=of_record)
def consent_receipt(request: HttpRequest, record: UUID) -> HttpResponse:
    """The receipt of one answer as a file. Only whoever gave the answer gets it."""
    own = {hat.person for hat in actor_of(request).hats if hat.person}
    rows = Consent.objects.select_related("question__channel", "text", "person", "by", "school__board", "carried_from")
    row = rows.filter(key=record, by__in=own).first()
    if row is None:
        raise NotHere
    data = receipt(row, settings.ENVIRONMENT.url + reverse("consents"))
    body = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bewijs-toestemming-{row.on.isoformat()}-{row.pk}.json"'
    response["Cache-Control"] = "no-store"
    return response
