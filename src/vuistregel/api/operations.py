"""One declaration per operation: category, verb and what it is about; asked before anything of the call is read.

Django-ninja has one view for all verbs of a path, so the gate looks here, at (path, method).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from inspect import signature
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from vuistregel import clock
from vuistregel.access import tenancy
from vuistregel.access.actor import VISITOR, Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import Declaration
from vuistregel.access.signin.networks import network_of
from vuistregel.actions import NotHere, log_read, log_refusal
from vuistregel.api import calls, faults
from vuistregel.api.models import ApiToken
from vuistregel.api.once import once
from vuistregel.api.problems import problem
from vuistregel.api.tokens import NoToken, actor_of_token, token_of, used
from vuistregel.decisions import Decision
from vuistregel.words import Words

F = TypeVar("F", bound=Callable[..., Any])
SubjectOf = Callable[..., Subject | None]
Run = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Explained:
    """What the documentation says of an operation: a title, a few sentences, and its parameters by name."""

    title: Words
    detail: Words
    parameters: Mapping[str, Words] = field(default_factory=dict)


def operation(*, category: str, verb: str, explained: Explained, subject: SubjectOf | None = None) -> Callable[[F], F]:
    """Declare an API operation. `subject(actor, **path)` gives a Subject, or None for 'not found'.

    Put it directly above the function, below ninja's decorator. Raises Undeclared at import for a category or verb
    that the matrix does not know.
    """
    engine().roles_that_may(verb, category)
    declaration = Declaration(category, verb, subject)

    def declare(function: F) -> F:
        function.declaration = declaration  # type: ignore[attr-defined]
        function.explained = explained  # type: ignore[attr-defined]
        contribute_operation_callback(function, partial(_titled, explained))
        known = frozenset(signature(function).parameters)
        return decorate_view(partial(_door, declaration, function.__name__, known))(function)

    return declare


def _titled(explained: Explained, each: Operation) -> None:
    each.summary, each.description = explained.title.en, explained.detail.en


def _door(declaration: Declaration, name: str, known: frozenset[str], run: Run) -> Run:
    """What every call passes, in front of whatever ninja does with it."""

    def pass_(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            return _through(request, declaration, name, known, run, path)
        except Exception as error:  # noqa: BLE001  (what nobody can mend is logged, with a reference)
            return faults.told(error) or faults.ours(error)

    return pass_


def _through(
    request: HttpRequest,
    declaration: Declaration,
    name: str,
    known: frozenset[str],
    run: Run,
    path: dict[str, Any],
) -> HttpResponse:
    token = _caller(request)
    if engine().anywhere(VISITOR, declaration.verb, declaration.category):
        token, actor = None, VISITOR  # open to everybody: a token gives nothing more
    elif token is None:
        raise NoToken
    else:
        actor = actor_of_token(token)
    request.actor = actor  # type: ignore[attr-defined]
    request.token = token  # type: ignore[attr-defined]
    with tenancy.session(actor.boards):
        if token is not None:
            used(token, clock.today())
        decision = _decide(actor, declaration, path, name)
    if not decision:
        return problem(403, decision=decision)
    _refuse_unknown(request, known)
    return once(request, token, partial(run, request, **path))


def _refuse_unknown(request: HttpRequest, known: frozenset[str]) -> None:
    """A slip in the name of a parameter would be answered as if it was not there. Raises ValidationError."""
    if not known.issuperset(request.GET):
        raise ValidationError([{"type": "extra", "loc": ("query",)}])


def _caller(request: HttpRequest) -> ApiToken | None:
    """The token of a call, counted. Who has none is counted by network, and so is who tries tokens."""
    try:
        token = token_of(request)
    except NoToken:
        calls.count(network_of(request))
        raise
    calls.count(str(token.key) if token else network_of(request))
    return token


def _decide(actor: Actor, declaration: Declaration, path: dict[str, Any], name: str) -> Decision:
    if declaration.subject is None:
        subject, decision = Subject(), engine().anywhere(actor, declaration.verb, declaration.category)
    else:
        found = declaration.subject(actor, **path)
        # Another board's thing is 'not found': a refusal would say that it exists.
        if found is None or found.board not in actor.boards:
            raise NotHere
        subject, decision = found, engine().decide(actor, declaration.verb, declaration.category, found)
    if not decision:
        log_refusal(actor, decision, category=declaration.category, verb=declaration.verb, subject=subject)
    elif engine().logs_reads(declaration.category) and declaration.verb == "read":
        log_read(actor, category=declaration.category, subject=subject, page=name)
    return decision


def operations(api: NinjaAPI) -> list[tuple[str, str, Declaration | None]]:
    """Every operation of an API: path, method, declaration (None where it lacks one)."""
    return [(path, method, getattr(each.view_func, "declaration", None)) for path, method, each in _every(api)]


def explanations(api: NinjaAPI) -> dict[tuple[str, str], Explained]:
    """What is said of each operation, by path and method."""
    return {(path, method): each.view_func.explained for path, method, each in _every(api)}  # type: ignore[attr-defined]


def _every(api: NinjaAPI) -> list[tuple[str, str, Operation]]:
    return [
        (f"{bound.prefix.rstrip('/')}/{path.lstrip('/')}", method, each)
        for bound in api._get_bound_routers()
        for path, view in bound.path_operations.items()
        for each in view.operations
        for method in each.methods
    ]
