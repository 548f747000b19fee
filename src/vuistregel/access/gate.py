"""One gate for every route. A view says which category and verb it is about; the gate asks the matrix.

A view without a declaration is refused at run time, under any server, and named at start (checks.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse

from vuistregel import clock
from vuistregel.access import tenancy
from vuistregel.access.actor import VISITOR, Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.hats import actor_of
from vuistregel.access.signin.detour import detour
from vuistregel.actions import NotHere, Refused, log_read, log_refusal
from vuistregel.decisions import Decision, Reason, no
from vuistregel.words import Words

View = TypeVar("View", bound=Callable[..., Any])
SubjectOf = Callable[..., Subject | None]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a route is about. `subject` finds what it concerns from the URL; without one the page's rows are filtered.

    `methods` says which verb a method needs when that differs: {"POST": "write"}.
    """

    category: str
    verb: str
    subject: SubjectOf | None = None
    methods: tuple[tuple[str, str], ...] = ()

    def verb_for(self, method: str) -> str:
        return dict(self.methods).get(method, self.verb)


def page(
    *, category: str, verb: str = "read", subject: SubjectOf | None = None, **methods: str
) -> Callable[[View], View]:
    """Declare a page. `subject(request, **url_kwargs)` gives the Subject, or None when there is no such thing.

    Keyword arguments name methods with another verb: `POST="write"`. Raises Undeclared at import for a category or
    verb that the matrix does not know.
    """
    declaration = Declaration(category, verb, subject, tuple(methods.items()))
    for each in (verb, *methods.values()):
        engine().roles_that_may(each, category)

    def declare(view: View) -> View:
        view.declaration = declaration  # type: ignore[attr-defined]
        return view

    return declare


#: Routes of other packages, by the prefix of their include: allauth, the API's own documents.
_foreign: dict[str, Declaration] = {}


def declare_routes(prefix: str, *, category: str, verb: str = "read") -> None:
    """Declare all routes under a prefix that are not ours to decorate."""
    engine().roles_that_may(verb, category)
    _foreign[prefix.strip("/")] = Declaration(category, verb)


#: Where one view serves several operations (the API): asked per method, besides the declaration of the route.
_methods: dict[str, Callable[[str, str], bool]] = {}


def guard_methods(prefix: str) -> Callable[[Callable[[str, str], bool]], Callable[[str, str], bool]]:
    """Register who knows whether (route, method) under a prefix is declared."""

    def register(knows: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
        _methods[prefix.strip("/")] = knows
        return knows

    return register


def operation_declared(route: str, method: str) -> bool:
    """Is this method of this route declared? True where a view has one operation only."""
    return all(knows(route, method) for prefix, knows in _methods.items() if route.startswith(prefix))


def declaration_of(view: Any, route: str) -> Declaration | None:
    """The declaration of a view at a route, or None: then the gate refuses it."""
    own: Declaration | None = getattr(view, "declaration", None)
    if own is not None:
        return own
    return next((d for prefix, d in _foreign.items() if (route.strip("^/") + "/").startswith(prefix + "/")), None)


def may_open(actor: Actor, address: str, at: Subject) -> bool:
    """May this reader open the page of this address, of a thing that stands at `at`? So that no link leads to a no."""
    match = resolve(address)
    declaration = declaration_of(match.func, match.route)
    if declaration is None:
        return False
    if declaration.subject is None:
        return bool(engine().anywhere(actor, declaration.verb, declaration.category))
    return bool(engine().decide(actor, declaration.verb, declaration.category, at))


UNDECLARED = no(
    Reason(
        Words(
            "Van deze pagina is niet vastgelegd wie hem mag zien. Dan mag niemand hem zien.",
            "Nobody has laid down who may see this page. Then nobody may.",
        ),
        norm="access.need-to-know",
    )
)


class GateMiddleware:
    """Asks the matrix before each view, shows refusals, and logs reads of very sensitive data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = VISITOR  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        route = match.route if match else ""
        declaration = declaration_of(view, route)
        if declaration is None or not operation_declared(route, request.method or "GET"):
            reference = log_refusal(VISITOR, UNDECLARED, category="public", verb="read", subject=Subject())
            return _refused(request, UNDECLARED, reference)
        if declaration.category == "public" and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # open to everyone: no account is looked up, so the page stands when the database does not
        return self._guarded(request, declaration, view, args, kwargs)

    def _guarded(
        self,
        request: HttpRequest,
        declaration: Declaration,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase:
        account = request.user if request.user.is_authenticated else None
        with tenancy.session_of(account.pk if account else None):
            actor = actor_of(account, clock.today())
            request.actor = actor  # type: ignore[attr-defined]
            if (way_round := detour(request, actor)) is not None:
                return way_round
            verb = declaration.verb_for(request.method or "GET")
            try:
                decision, subject = self._decide(request, actor, declaration, verb, kwargs)
                request.subject = subject  # type: ignore[attr-defined]
                if not decision:
                    if account is None:
                        return redirect(f"{reverse('sign_in')}?next={request.path}")
                    reference = log_refusal(actor, decision, category=declaration.category, verb=verb, subject=subject)
                    return _refused(request, decision, reference)
                if engine().logs_reads(declaration.category) and verb == "read":
                    log_read(actor, category=declaration.category, subject=subject, page=view.__name__)
                response: HttpResponseBase = view(request, *args, **kwargs)
                if hasattr(response, "render") and callable(response.render):
                    response.render()  # inside the session, or its queries see no rows
                return response
            except Refused as refused:
                return _refused(request, refused.decision, refused.reference)
            except NotHere as gone:
                raise Http404 from gone

    def _decide(
        self, request: HttpRequest, actor: Actor, declaration: Declaration, verb: str, kwargs: dict[str, Any]
    ) -> tuple[Decision, Subject]:
        if declaration.subject is None or not request.user.is_authenticated:
            anywhere = engine().anywhere(actor, verb, declaration.category)
            # A visitor is asked to sign in before anything is looked up: what exists is not told at the door.
            if declaration.subject is None or not anywhere:
                return anywhere, Subject()
        subject = declaration.subject(request, **kwargs)
        # Another board's object is 'not found': a refusal would say that it exists.
        if subject is None or (subject.board and request.user.is_authenticated and subject.board not in actor.boards):
            raise NotHere
        return engine().decide(actor, verb, declaration.category, subject), subject


def _refused(request: HttpRequest, decision: Decision, reference: str) -> HttpResponse:
    from vuistregel.ui.pages import refusal_page

    return refusal_page(request, decision, reference=reference)
