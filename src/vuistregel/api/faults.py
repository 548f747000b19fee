"""From what went wrong to what the caller is told: one table of errors, for every operation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from ninja.errors import HttpError, ValidationError

from vuistregel.actions import NotHere, Refused
from vuistregel.api.calls import TooMany
from vuistregel.api.parsing import NotJson
from vuistregel.api.problems import KINDS, problem
from vuistregel.api.tokens import NoToken
from vuistregel.decisions import Outcome, cannot_say
from vuistregel.keys.errors import FileRefused
from vuistregel.norms import NormLookupError
from vuistregel.ui.errors import new_reference
from vuistregel.words import Words, reader_language

log = logging.getLogger(__name__)

_MISSING = Words("Dit ontbreekt.", "This is missing.")
_WRONG = Words("Dit kunnen wij niet lezen.", "We cannot read this.")
_CHOOSE = Words("Kies een van: {expected}.", "Choose one of: {expected}.")
#: By the beginning of pydantic's own name for a fault. Its messages are English only, and may repeat what was sent.
_SENTENCES: Final[Mapping[str, Words]] = {
    "missing": _MISSING,
    "enum": _CHOOSE,
    "literal_error": _CHOOSE,
    "bool": Words("Dit is ja of nee: true of false.", "This is yes or no: true or false."),
    "day": Words("Dit is geen dag. Schrijf jaar-maand-dag.", "This is no day. Write year-month-day."),
    "uuid": Words("Dit is geen sleutel van ons.", "This is no key of ours."),
    "extra": Words("Dit veld kennen wij hier niet.", "We do not know this field here."),
    "string": Words("Deze tekst heeft niet de vorm die hier hoort.", "This text has not the form that belongs here."),
}


def told(error: Exception) -> HttpResponse | None:
    """The problem document of an error that a caller can do something about; None when the fault is ours."""
    for kind, says in _TOLD:
        if isinstance(error, kind):
            return says(error)
    return None


def ours(error: Exception) -> HttpResponse:
    """The answer to a mistake of ours: a reference under which it stands in the log, and nothing else."""
    reference = new_reference()
    log.exception("A call of the API failed. Reference %s.", reference, exc_info=error)
    return problem(500, reference=reference)


def handler(request: HttpRequest, error: Any) -> HttpResponse:
    """For django-ninja. What is ours goes on, so that the transaction of the call is rolled back."""
    answer = told(error)
    if answer is None:
        raise error
    return answer


def _refused(error: Any) -> HttpResponse:
    # 'Cannot be said yet' is no verdict: something is missing or changed meanwhile, and may be mended.
    status = 409 if error.decision.outcome is Outcome.CANNOT_SAY else 403
    return problem(status, decision=error.decision)


def _invalid(error: Any) -> HttpResponse:
    return problem(422, faults=faults(error.errors))


def faults(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Place and sentence of each fault. The value that was sent stays out: it may be about a person."""
    found = []
    for error in errors:
        name = str(error.get("type", ""))
        words = next((w for beginning, w in _SENTENCES.items() if name.startswith(beginning)), _WRONG)
        if words.placeholders:
            expected = str(error.get("ctx", {}).get("expected", ""))
            words = words.with_(expected=Words(" of ".join(expected.rsplit(" or ", 1)), expected))
        place = ".".join(str(part) for part in error.get("loc", ()))
        found.append({"at": place, "text": words.in_(reader_language())})
    return found


def _http(error: Any) -> HttpResponse:
    if isinstance(error.__cause__, NotJson):
        return problem(415)
    return problem(error.status_code if error.status_code in KINDS else 400)


def _too_many(error: Any) -> HttpResponse:
    response = problem(429, error.words)
    response["Retry-After"] = str(error.seconds)
    return response


_TOLD: Final[tuple[tuple[type[Exception], Callable[[Any], HttpResponse]], ...]] = (
    (NoToken, lambda _: problem(401)),
    (TooMany, _too_many),
    (Refused, _refused),
    (NotHere, lambda _: problem(404)),
    (Http404, lambda _: problem(404)),
    (ValidationError, _invalid),
    # A day for which no norm was written down: there is no answer.
    (NormLookupError, lambda error: problem(409, decision=cannot_say(error.words))),
    (FileRefused, lambda error: problem(413, error.words)),
    (RequestDataTooBig, lambda _: problem(413)),
    (SuspiciousOperation, lambda _: problem(400)),
    (MultiPartParserError, lambda _: problem(400)),
    (RawPostDataException, lambda _: problem(415)),  # a form was sent where JSON belongs
    (UnreadablePostError, lambda _: problem(400)),
    (HttpError, _http),
)
