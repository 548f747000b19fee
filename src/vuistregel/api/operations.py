"""One declaration per operation: category, verb and what it is about; asked before the operation runs.

Django-ninja has one view for all verbs of a path, so the gate looks here, at (path, method).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from vuistregel import clock, keys
from vuistregel.access import tenancy
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import Declaration
from vuistregel.actions import NotHere, Refused, log_read, log_refusal
from vuistregel.api.models import ApiToken, RepeatedCall
from vuistregel.api.problems import problem
from vuistregel.api.tokens import actor_of_token, recognise
from vuistregel.words import Words

F = TypeVar("F", bound=Callable[..., Any])
SubjectOf = Callable[..., Subject | None]


def operation(*, category: str, verb: str, subject: SubjectOf | None = None) -> Callable[[F], F]:
    """Declare an API operation. `subject(actor, **path parameters)` gives a Subject, or None for 'not found'.

    Put it directly above the function, below ninja's decorator.
    """
    engine().roles_that_may(verb, category)
    declaration = Declaration(category, verb, subject)

    def declare(function: F) -> F:
        @wraps(function)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            token = _token(request)
            if token is None:
                return problem(request, 401, Words("Geef een geldige sleutel mee.", "Send a valid token."))
            actor = actor_of_token(token)
            request.actor = actor  # type: ignore[attr-defined]
            with tenancy.session(actor.boards):
                try:
                    _decide(actor, declaration, kwargs, function.__name__)
                    return _once(request, token, lambda: function(request, *args, **kwargs))
                except Refused as refused:
                    return problem(request, 403, decision=refused.decision)
                except NotHere:
                    return problem(request, 404)

        run.declaration = declaration  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return declare


def _token(request: HttpRequest) -> ApiToken | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return recognise(secret.strip(), clock.today()) if scheme.lower() == "bearer" and secret else None


def _decide(actor: Actor, declaration: Declaration, kwargs: dict[str, Any], name: str) -> None:
    if declaration.subject is None:
        subject, decision = Subject(), engine().anywhere(actor, declaration.verb, declaration.category)
    else:
        found = declaration.subject(actor, **kwargs)
        if found is None or found.board not in actor.boards:
            raise NotHere
        subject, decision = found, engine().decide(actor, declaration.verb, declaration.category, found)
    if not decision:
        log_refusal(actor, decision, category=declaration.category, verb=declaration.verb, subject=subject)
        raise Refused(decision)
    if engine().logs_reads(declaration.category) and declaration.verb == "read":
        log_read(actor, category=declaration.category, subject=subject, page=name)


def _once(request: HttpRequest, token: ApiToken, call: Callable[[], Any]) -> Any:
    """Run a writing call once per Idempotency-Key; a repeat with the same content gets the first answer again."""
    key = request.headers.get("Idempotency-Key", "")
    if request.method in ("GET", "HEAD") or not key:
        return call()
    if len(key) > 200:
        return problem(request, 400, Words("De Idempotency-Key is te lang.", "The Idempotency-Key is too long."))
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).digest()
    try:
        with transaction.atomic():
            row = RepeatedCall.objects.create(
                board=token.board, token=token, key=key, digest=digest, made_at=clock.now()
            )
    except IntegrityError:
        return _again(request, token, RepeatedCall.objects.get(token=token, key=key), digest)
    try:
        answer = call()
    except BaseException:
        row.delete()  # nothing was done; the same key may try again
        raise
    response = answer if isinstance(answer, HttpResponse) else None
    if response is None:
        return _kept(request, token, row, answer)
    if response.status_code < 500:
        _keep(token, row, response.status_code, response.content.decode())
    else:
        row.delete()
    return response


def _kept(request: HttpRequest, token: ApiToken, row: RepeatedCall, answer: Any) -> Any:
    from vuistregel.api.house import api

    status, body = answer if isinstance(answer, tuple) else (200, answer)
    response = api.create_response(request, body, status=status)
    _keep(token, row, status, response.content.decode())
    return response


def _keep(token: ApiToken, row: RepeatedCall, status: int, text: str) -> None:
    row.status, row.answer = status, keys.seal(token.key, "api.answer", text)
    row.save(update_fields=["status", "answer"])


def _again(request: HttpRequest, token: ApiToken, row: RepeatedCall, digest: bytes) -> HttpResponse:
    if bytes(row.digest) != digest:
        return problem(
            request,
            422,
            Words(
                "Deze Idempotency-Key hoort bij een andere aanvraag.", "This Idempotency-Key belongs to another request."
            ),
        )
    if row.status is None or row.answer is None:
        return problem(request, 409, Words("Deze aanvraag loopt nog.", "This request is still under way."))
    kind = "application/problem+json" if row.status >= 400 else "application/json; charset=utf-8"
    response = HttpResponse(
        keys.unseal(token.key, "api.answer", bytes(row.answer)), content_type=kind, status=row.status
    )
    response["Idempotency-Replayed"] = "true"
    return response


def operations(api: NinjaAPI) -> list[tuple[str, str, Declaration | None]]:
    """Every operation of an API: path, method, declaration (None where it lacks one)."""
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for each in view.operations:
                declaration = getattr(each.view_func, "declaration", None)
                found += [(f"{prefix.rstrip('/')}/{path.lstrip('/')}", m, declaration) for m in each.methods]
    return found
