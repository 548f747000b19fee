"""Problem details (RFC 9457): every no of the API has a type, a sentence, and the Decision's reasons."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from vuistregel.decisions import Decision
from vuistregel.words import Words, reader_language

#: Types are addresses of the house's own documentation, relative to it.
TYPES = {
    400: ("/api/problems/bad-request", Words("Deze aanvraag is niet te lezen", "This request cannot be read")),
    401: ("/api/problems/no-token", Words("Wij kennen deze sleutel niet", "We do not know this token")),
    403: ("/api/problems/refused", Words("Dit mag niet", "This is not allowed")),
    404: ("/api/problems/not-found", Words("Dit bestaat hier niet", "There is no such thing here")),
    405: ("/api/problems/method", Words("Deze handeling bestaat hier niet", "There is no such operation here")),
    409: ("/api/problems/conflict", Words("Dit loopt al of is intussen veranderd", "This is under way or has changed")),
    413: ("/api/problems/too-large", Words("Dit bestand is te groot", "This file is too large")),
    415: ("/api/problems/media-type", Words("Dit soort inhoud lezen wij niet", "We do not read this kind of content")),
    422: ("/api/problems/invalid", Words("Er klopt iets niet aan de gegevens", "Something in the data is not right")),
    429: ("/api/problems/too-many", Words("Te veel aanvragen achter elkaar", "Too many requests in a row")),
    500: ("/api/problems/our-fault", Words("Dit ging bij ons mis", "Something went wrong on our side")),
}


def problem(
    request: HttpRequest | None, status: int, detail: Words | str = "", *, decision: Decision | None = None, **more: Any
) -> HttpResponse:
    """A problem document. `decision` adds outcome, reasons, missing and ways out."""
    type_, title = TYPES[status]
    language = reader_language()
    body: dict[str, Any] = {"type": type_, "title": title.in_(language), "status": status}
    if detail:
        body["detail"] = detail.in_(language) if isinstance(detail, Words) else detail
    if decision is not None:
        body |= decision.as_data(language)
    response = HttpResponse(
        json.dumps(body | more, ensure_ascii=False), content_type="application/problem+json", status=status
    )
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response
