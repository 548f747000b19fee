"""A refusal as one would say it in the corridor: what, why, who can help, and a way out. Signed in or not."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel.decisions import Decision, Outcome
from vuistregel.ui.shapes import Person
from vuistregel.words import Words

AskSource = Callable[[HttpRequest, Decision], Person | None]
_ask_source: AskSource | None = None

CLOSED = Words("Deze pagina mag u niet zien.", "You may not see this page.")
OPEN_QUESTION = Words("Dit kunnen wij nog niet zeggen.", "We cannot say this yet.")


def ask_from(source: AskSource) -> AskSource:
    """Say who can help somebody who was refused (one room, once, at start)."""
    global _ask_source
    _ask_source = source
    return source


def refusal_page(
    request: HttpRequest,
    decision: Decision,
    *,
    what: Words | None = None,
    ask: Person | None = None,
    back: str | None = None,
    back_words: Words | None = None,
    reference: str = "",
    status: int = 403,
) -> HttpResponse:
    """The page of a no, or of a question that is still open.

    `what` is the finding ("Dit deel van het dossier mag u niet zien"), `ask` who can help, `back` where the reader
    came from, `reference` the sign under which it was logged.
    """
    finding = what or (OPEN_QUESTION if decision.outcome is Outcome.CANNOT_SAY else CLOSED)
    helper = ask or _helper(request, decision)
    context = {
        "what": finding,
        "decision": decision,
        "ask": helper,
        "mail": _mail(helper, finding) if helper else "",
        "back": back,
        "back_words": back_words,
        "reference": reference,
    }
    return render(request, "ui/refusal.html", context, status=status)


def _helper(request: HttpRequest, decision: Decision) -> Person | None:
    if _ask_source is None:
        return None
    try:
        return _ask_source(request, decision)
    except DatabaseError:
        return None  # the refusal itself must always be said


def _mail(person: Person, finding: Words) -> str:
    return f"mailto:{person.mail}?subject={quote(str(finding))}" if person.mail else ""
