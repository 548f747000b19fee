"""The interface's own pages, and pages that go wrong on purpose, so that this room is tested without the others."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from vuistregel.access.gate import page
from vuistregel.decisions import Reason, cannot_say, no
from vuistregel.ui.pages import refusal_page
from vuistregel.ui.shapes import Person
from vuistregel.words import Words

handler400 = "vuistregel.ui.pages.bad_request"
handler403 = "vuistregel.ui.pages.forbidden"
handler404 = "vuistregel.ui.pages.not_found"
handler500 = "vuistregel.ui.pages.server_error"

HEALTH = no(
    Reason(
        Words("Het gaat over gezondheid.", "It is about health."),
        norm="access.need-to-know",
    ),
    ways_out=(Words("Vraag het de intern begeleider.", "Ask the care coordinator."),),
)
WHAT = Words("Dit deel van het dossier mag u niet zien.", "You may not see this part of the file.")


@page(category="public")
def refused(request: HttpRequest) -> HttpResponse:
    ask = Person("Ilona de Ruiter", Words("intern begeleider", "care coordinator"), mail="ilona@school.example")
    return refusal_page(request, HEALTH, what=WHAT, ask=ask, back="/groep/", reference="7F3K-29")


@page(category="public")
def refused_bare(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, HEALTH)


@page(category="public")
def unknown_norm(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, no(Reason(WHAT, norm="no.such.norm")))


@page(category="public")
def open_question(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, cannot_say(Words("Het gezag is niet bekend.", "It is not known who decides.")))


@page(category="public")
def forbidden(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


@page(category="public")
def suspicious(request: HttpRequest) -> NoReturn:
    raise SuspiciousOperation


@page(category="public")
def broken(request: HttpRequest) -> NoReturn:
    raise DatabaseError("the database is away")


urlpatterns = [
    path("", include("vuistregel.ui.urls")),
    path("geweigerd/", refused),
    path("geweigerd-kaal/", refused_bare),
    path("onbekende-norm/", unknown_norm),
    path("open-vraag/", open_question),
    path("verboden/", forbidden),
    path("verdacht/", suspicious),
    path("stuk/", broken),
]
