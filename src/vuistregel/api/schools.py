"""What a system may ask about a board's schools."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from ninja import Field, Router, Schema

from vuistregel import clock, norms
from vuistregel.actions import NotHere
from vuistregel.api.operations import Explained, operation
from vuistregel.api.parameters import Brin, Day, PupilKey, actor_of, of_brin, school_of
from vuistregel.checks import CHECKS
from vuistregel.organisation.models import School
from vuistregel.organisation.queries import deciders_of, pupil_facts
from vuistregel.organisation.rules import For, PupilFacts
from vuistregel.steps.history import as_of
from vuistregel.steps.queries import evaluate
from vuistregel.words import Words, reader_language

router = Router()

BRIN: Final = Words(
    "De BRIN van de school, met de vestiging erachter als er meer zijn: 99ZZ of 99ZZ01.",
    "The school's BRIN, followed by the location where there are several: 99ZZ or 99ZZ01.",
)
#: What such a reason says is for people who may see restrictions; no system may.
_NOT_FOR_SYSTEMS: Final = frozenset({"restriction.respected"})


class SchoolOut(Schema):
    brin: str = Field(examples=["99ZZ"])
    location: str = Field(examples=["00"])
    name: str = Field(examples=["De Wilgentak"])
    sector: str = Field(examples=["po"])


class CheckOut(Schema):
    id: str = Field(examples=["organisation.roster_fresh"])
    requirements: list[str] = Field(examples=[["R3.17"]])
    in_scope: int = Field(examples=[1])
    in_order: int = Field(examples=[1])


class StepOut(Schema):
    step: int = Field(examples=[3])
    state: str = Field(examples=["in_order"])
    checks: list[CheckOut]


class StepsOut(Schema):
    on: date = Field(examples=["2026-11-24"])
    school: str = Field(examples=["99ZZ"])
    sector: str = Field(examples=["po"])
    norms_release: str | None = Field(examples=["2026-11-23.1"])
    steps: list[StepOut]


class ReasonOut(Schema):
    norm: str | None = Field(examples=["age.own-decision"])
    text: str = Field(examples=["Onder de 16 jaar beslissen de ouders of voogden met gezag."])
    binding: bool = Field(examples=[True])


class DeciderOut(Schema):
    kind: str = Field(examples=["guardian"])
    key: str = Field(examples=["4711-1"])
    reachable: bool = Field(examples=[True])


class DecidersOut(Schema):
    on: date = Field(examples=["2026-11-24"])
    deciders: list[DeciderOut]
    reasons: list[ReasonOut]


@router.get("/schools", response=list[SchoolOut])
@operation(
    category="organisation",
    verb="read",
    explained=Explained(
        Words("De scholen van het bestuur", "The board's schools"),
        Words("Alle scholen van het bestuur van deze sleutel.", "All schools of the board that gave this token."),
    ),
)
def list_schools(request: HttpRequest) -> Any:
    """The schools of the token's board."""
    return list(School.objects.filter(board__in=actor_of(request).boards).order_by("name", "pk"))


@router.get("/schools/{brin}/steps", response=StepsOut)
@operation(
    category="steps",
    verb="read",
    subject=of_brin,
    explained=Explained(
        Words("Hoe een school ervoor staat", "Where a school stands on the ten steps"),
        Words(
            "Vandaag en later rekenen wij het uit. Van een dag in het verleden geven wij wat wij die dag bewaarden.",
            "For today and later it is computed. For a past day you get what was kept on that day.",
        ),
        {
            "brin": BRIN,
            "on": Words("De dag. Zonder dag is het vandaag.", "The day. Without one it is today."),
        },
    ),
)
def school_steps(request: HttpRequest, brin: Brin, on: Day | None = None) -> Any:
    """Computed for today or later; from that day's snapshot for a past date (404 when none was kept)."""
    school, today = school_of(request, brin), clock.today()
    day = on or today
    release: str | None = norms.release()
    if day < today:
        results, release = as_of([school.pk], day)
    else:
        results = evaluate([(school.pk, school.sector)], {school.pk: school.sector}, day)
    if not results:
        raise NotHere
    steps = [
        {"step": step.step, "state": step.state.value, "checks": [_check(check) for check in step.checks]}
        for step in results[0].steps
    ]
    return {"on": day, "school": school.brin, "sector": school.sector, "norms_release": release, "steps": steps}


def _check(found: Any) -> dict[str, Any]:
    requirements = list(CHECKS[found.check].requirements) if found.check in CHECKS else []
    return {
        "id": found.check,
        "requirements": requirements,
        "in_scope": found.in_scope,
        "in_order": found.in_order,
    }


@router.get("/schools/{brin}/pupils/{key}/deciders", response=DecidersOut)
@operation(
    category="authority",
    verb="read",
    subject=of_brin,
    explained=Explained(
        Words("Wie over een leerling beslist", "Who decides about a pupil's data"),
        Words(
            "U krijgt sleutels, geen namen. Staat er niemand, dan zeggen de redenen waarom.",
            "You get keys, no names. If nobody is listed, the reasons say why.",
        ),
        {
            "brin": BRIN,
            "key": Words(
                "Het nummer van de leerling in de administratie.", "The pupil's number in the administration."
            ),
            "purpose": Words(
                "Waarvoor: toestemming geven, intrekken, of een recht gebruiken.",
                "What for: giving consent, withdrawing it, or using a right.",
            ),
            "on": Words("De dag. Zonder dag is het vandaag.", "The day. Without one it is today."),
        },
    ),
)
def pupil_deciders(
    request: HttpRequest, brin: Brin, key: PupilKey, purpose: For = For.CONSENT, on: Day | None = None
) -> Any:
    """`key` is the pupil's key in the school's administration. No names leave: keys only."""
    school = school_of(request, brin)
    day = on or clock.today()
    facts = pupil_facts(school, key, day)
    if facts is None:
        raise NotHere
    found = deciders_of(_nameless(facts), purpose, day, school.sector)
    language = reader_language()
    return {
        "on": day,
        "deciders": [{"kind": d.kind, "key": d.key, "reachable": d.reachable} for d in found.people],
        "reasons": [
            {"norm": r.norm, "text": r.text.in_(language), "binding": r.binding}
            for r in found.reasons
            if r.norm not in _NOT_FOR_SYSTEMS
        ],
    }


def _nameless(facts: PupilFacts) -> PupilFacts:
    """The same facts with keys for names, so that no sentence of the rule can name anybody."""
    return replace(facts, name=facts.key, guardians=tuple(replace(g, name=g.key) for g in facts.guardians))
