"""What anybody may ask, without a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from vuistregel import clock, norms
from vuistregel.api.operations import Explained, operation
from vuistregel.api.parameters import Day
from vuistregel.words import Words

router = Router()


@router.get("/norms", auth=None, response=list[dict[str, Any]])
@operation(
    category="public",
    verb="read",
    explained=Explained(
        Words("De normen van een dag", "The norms that hold on a day"),
        Words(
            "Voor iedereen, zonder sleutel. Elke norm komt met waarde, periode, artikel en bron.",
            "For everybody, without a token. Each norm comes with its value, period, article and source.",
        ),
        {"on": Words("De dag. Zonder dag is het vandaag.", "The day. Without one it is today.")},
    ),
)
def list_norms(request: HttpRequest, on: Day | None = None) -> Any:
    """As `vuistregel norms --json`."""
    return [norms.as_json(n) for n in norms.book().in_force(on or clock.today())]
