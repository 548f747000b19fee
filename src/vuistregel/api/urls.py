"""The addresses of the API and its own documents. Below them nothing answers but with a problem document."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja.operation import PathView

from vuistregel.access.gate import page
from vuistregel.api.house import api
from vuistregel.api.problems import problem

View = Callable[..., HttpResponse]


def in_problems(view: View) -> View:
    """What django-ninja and Django answer by themselves (no such method, no such page), in the house's own form."""

    @wraps(view, updated=("__dict__",))
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return problem(404)
        if response.status_code == 405:
            allowed = response["Allow"]
            response = problem(405)
            response["Allow"] = allowed
        return response

    return told


#: Anything else. A view of django-ninja's without operations: machines post without a form's protection.
_empty = PathView().get_view()


@page(category="public")
@wraps(_empty)
def nothing_here(request: HttpRequest, **_: Any) -> HttpResponse:
    """There is no such address."""
    return problem(404)


def _each(pattern: URLPattern) -> URLPattern:
    view = getattr(pattern.callback, "func", None)
    if view is None:
        pattern.callback = in_problems(pattern.callback)
    elif pattern.name == "api-root":
        pattern.callback = nothing_here
    return pattern


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("v1/", ([_each(pattern) for pattern in _patterns], _app, _namespace)),  # type: ignore[arg-type]
    re_path(r"", nothing_here),
]
