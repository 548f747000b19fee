"""Problem details (RFC 9457): every no of the API has a type, a sentence, and the Decision's reasons."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse

from vuistregel.decisions import Decision
from vuistregel.words import Words, reader_language

CONTENT_TYPE: Final = "application/problem+json"
#: Where each type is explained: the page of the API, at its slug.
EXPLAINED_AT: Final = "/api/v1/docs/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, the name in its address, its title, and what a caller does about it."""

    status: int
    slug: str
    title: Words
    advice: Words

    @property
    def type(self) -> str:
        return f"{EXPLAINED_AT}#{self.slug}"


KINDS: Final = {
    kind.status: kind
    for kind in (
        Kind(
            400,
            "bad-request",
            Words("Deze aanvraag is niet te lezen", "This request cannot be read"),
            Words("Kijk de vorm na. Opnieuw sturen helpt niet.", "Check its form. Sending it again does not help."),
        ),
        Kind(
            401,
            "no-token",
            Words("Wij kennen deze sleutel niet", "We do not know this token"),
            Words(
                "De sleutel ontbreekt, is verlopen of is ingetrokken. Vraag het bestuur om een nieuwe.",
                "The token is missing, expired or withdrawn. Ask the board for a new one.",
            ),
        ),
        Kind(
            403,
            "refused",
            Words("Dit mag niet", "This is not allowed"),
            Words(
                "De redenen staan erbij, met de norm. Vraag het bestuur om een sleutel met dit recht.",
                "The reasons are given, with the norm. Ask the board for a token with this right.",
            ),
        ),
        Kind(
            404,
            "not-found",
            Words("Dit bestaat hier niet", "There is no such thing here"),
            Words(
                "Het bestaat niet, of het is van een ander bestuur. Wij maken geen verschil.",
                "It does not exist, or it belongs to another board. We make no difference.",
            ),
        ),
        Kind(
            405,
            "method",
            Words("Deze handeling bestaat hier niet", "There is no such operation here"),
            Words("Allow zegt wat hier wel kan.", "Allow says what can be done here."),
        ),
        Kind(
            409,
            "conflict",
            Words("Dit kan nu niet", "This cannot be done now"),
            Words(
                "Het loopt nog, of een mens moet eerst kiezen. Het antwoord zegt welke van de twee.",
                "It is under way, or a person must choose first. The answer says which of the two.",
            ),
        ),
        Kind(
            413,
            "too-large",
            Words("Dit is te groot", "This is too large"),
            Words("Stuur een kleiner bestand.", "Send a smaller file."),
        ),
        Kind(
            415,
            "not-json",
            Words("In deze vorm lezen wij dit niet", "We do not read this form"),
            Words("Stuur JSON, met Content-Type: application/json.", "Send JSON, with Content-Type: application/json."),
        ),
        Kind(
            422,
            "invalid",
            Words("Er klopt iets niet aan de gegevens", "Something in the data is not right"),
            Words(
                "Elke fout staat erbij, met de plaats. Er is niets veranderd.",
                "Every fault is listed with its place. Nothing was changed.",
            ),
        ),
        Kind(
            429,
            "too-many",
            Words("Te veel aanvragen achter elkaar", "Too many requests in a row"),
            Words("Wacht zo veel seconden als Retry-After zegt.", "Wait as many seconds as Retry-After says."),
        ),
        Kind(
            500,
            "our-fault",
            Words("Dit ging bij ons mis", "Something went wrong on our side"),
            Words(
                "Er is niets half gedaan. Probeer het later met dezelfde Idempotency-Key, of noem ons het kenmerk.",
                "Nothing was done by half. Try later with the same Idempotency-Key, or tell us the reference.",
            ),
        ),
    )
}


def problem(status: int, detail: Words | None = None, *, decision: Decision | None = None, **more: Any) -> HttpResponse:
    """A problem document in the reader's language. `decision` adds outcome, reasons, missing and ways out.

    No value that the caller sent, and nothing about a person, belongs in `detail`.
    """
    kind, language = KINDS[status], reader_language()
    body: dict[str, Any] = {"type": kind.type, "title": kind.title.in_(language), "status": status}
    if detail is not None:
        body["detail"] = detail.in_(language)
    if decision is not None:
        body |= decision.as_data(language)
    response = HttpResponse(json.dumps(body | more, ensure_ascii=False), content_type=CONTENT_TYPE, status=status)
    response["Content-Language"] = language
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
