"""The API of the house, version 1. Every operation is declared; every no is a problem document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from vuistregel import clock, norms
from vuistregel.access.actor import Actor, Subject
from vuistregel.actions import NotHere
from vuistregel.api.operations import operation
from vuistregel.api.problems import problem
from vuistregel.checks import CHECKS
from vuistregel.organisation.models import School
from vuistregel.organisation.queries import deciders_of, pupil_facts
from vuistregel.organisation.rules import For
from vuistregel.steps.history import as_of
from vuistregel.steps.queries import evaluate
from vuistregel.words import reader_language

api = NinjaAPI(
    title="Vuistregel",
    version="1",
    description="What a board's other systems may ask and tell. Tokens are made by the board, per system, with scopes.",
    urls_namespace="api-v1",
    docs_url="/docs/",
    openapi_url="/openapi.json",
)


class SchoolOut(Schema):
    brin: str
    location: str
    name: str
    sector: str


class CheckOut(Schema):
    id: str
    requirements: list[str]
    in_scope: int
    in_order: int


class StepOut(Schema):
    step: int
    state: str
    checks: list[CheckOut]


class StepsOut(Schema):
    on: date
    school: str
    sector: str
    norms_release: str | None
    steps: list[StepOut]


class ReasonOut(Schema):
    norm: str | None
    text: str
    binding: bool


class DeciderOut(Schema):
    kind: str
    key: str
    reachable: bool


class DecidersOut(Schema):
    on: date
    deciders: list[DeciderOut]
    reasons: list[ReasonOut]


def of_brin(actor: Actor, brin: str, **_: Any) -> Subject | None:
    """The subject of an operation on a school: only the token's own boards are looked at."""
    row = School.objects.filter(board__in=actor.boards, **_place(brin)).values_list("board", "pk").first()
    return None if row is None else Subject(board=row[0], school=row[1])


def _place(brin: str) -> dict[str, str]:
    """`99ZZ` or, with the location, `99ZZ01`."""
    return {"brin": brin[:4].upper(), "location": brin[4:6] or "00"}


def _school(request: HttpRequest, brin: str) -> School:
    return School.objects.get(board__in=request.actor.boards, **_place(brin))  # type: ignore[attr-defined]


@api.get("/schools", response=list[SchoolOut], summary="The board's schools")
@operation(category="organisation", verb="read")
def list_schools(request: HttpRequest) -> Any:
    """The schools of the token's board."""
    return School.objects.filter(board__in=request.actor.boards).order_by("name")  # type: ignore[attr-defined]


@api.get("/schools/{brin}/steps", response=StepsOut, summary="Where a school stands on the ten steps")
@operation(category="steps", verb="read", subject=of_brin)
def school_steps(request: HttpRequest, brin: str, on: date | None = None) -> Any:
    """Computed for today or later; from that day's snapshot for a past date (404 when none was kept)."""
    school, today = _school(request, brin), clock.today()
    day = on or today
    release: str | None = norms.release()
    if day < today:
        results, release = as_of([school.pk], day)
    else:
        results = evaluate([(school.pk, school.sector)], {school.pk: school.sector}, day)
    if not results:
        raise NotHere
    return {
        "on": day,
        "school": school.brin,
        "sector": school.sector,
        "norms_release": release,
        "steps": [
            {
                "step": s.step,
                "state": s.state.value,
                "checks": [
                    {
                        "id": c.check,
                        "requirements": list(CHECKS[c.check].requirements) if c.check in CHECKS else [],
                        "in_scope": c.in_scope,
                        "in_order": c.in_order,
                    }
                    for c in s.checks
                ],
            }
            for s in results[0].steps
        ],
    }


@api.get("/schools/{brin}/pupils/{key}/deciders", response=DecidersOut, summary="Who decides about a pupil's data")
@operation(category="authority", verb="read", subject=of_brin)
def pupil_deciders(request: HttpRequest, brin: str, key: str, purpose: For = For.CONSENT, on: date | None = None) -> Any:
    """`key` is the pupil's key in the school's administration. No names leave: keys only."""
    school = _school(request, brin)
    day = on or clock.today()
    facts = pupil_facts(school, key, day)
    if facts is None:
        raise NotHere
    found = deciders_of(facts, purpose, day, school.sector)
    return {
        "on": day,
        "deciders": [{"kind": d.kind, "key": d.key, "reachable": d.reachable} for d in found.people],
        "reasons": [
            {"norm": r.norm, "text": r.text.in_(reader_language()), "binding": r.binding} for r in found.reasons
        ],
    }


@api.get("/norms", summary="The norms that hold on a day")
@operation(category="public", verb="read")
def list_norms(request: HttpRequest, on: date | None = None) -> Any:
    """As `vuistregel norms --json`."""
    return [norms.as_json(n) for n in norms.book().in_force(on or clock.today())]


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Places and messages only: the values that were sent may be personal data.
    faults = [{"at": ".".join(map(str, e.get("loc", ()))), "text": e.get("msg", "")} for e in error.errors]
    return problem(request, 422, faults=faults)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code if error.status_code in (400, 403, 404, 405, 413, 415) else 400)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(request, 413)
