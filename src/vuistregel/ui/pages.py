"""The interface's own pages: building blocks, accessibility, language and appearance. Errors and refusals beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.views.decorators.http import require_POST

from vuistregel.access.gate import page
from vuistregel.access.signin.actions import choose_language
from vuistregel.ui.context import THEME_COOKIE, THEMES
from vuistregel.ui.errors import bad_request, forbidden, form_expired, not_found, server_error
from vuistregel.ui.refusals import refusal_page
from vuistregel.ui.remembered import remember
from vuistregel.ui.specimens import specimens
from vuistregel.words import LANGUAGES

__all__ = [
    "accessibility",
    "appearance",
    "bad_request",
    "forbidden",
    "form_expired",
    "language",
    "not_found",
    "refusal_page",
    "server_error",
    "style_sheet",
]


@page(category="public", verb="read")
def style_sheet(request: HttpRequest) -> HttpResponse:
    """Every building block in its states, as an example and as a thing to test."""
    return render(request, "ui/style_sheet.html", specimens())


@page(category="public", verb="read")
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@page(category="public", verb="read")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language and go back to where she was. With an account, mails speak it too."""
    chosen = request.POST.get("language", "")
    response = redirect(_safe_next(request))
    if chosen in LANGUAGES:
        account: Any = request.user
        if account.is_authenticated and account.language != chosen:
            choose_language(request.actor, account=account, language=chosen)  # type: ignore[attr-defined]
        activate(chosen)
        remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@page(category="public", verb="read")
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember light or dark; anything else follows the device again."""
    chosen = request.POST.get("theme", "")
    response = redirect(_safe_next(request))
    if chosen in THEMES:
        remember(response, THEME_COOKIE, chosen)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _safe_next(request: HttpRequest) -> str:
    """Where to go back to; never to another house."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else "/"
