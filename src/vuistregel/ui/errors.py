"""Pages for what went wrong. They say whose mistake it is, what one can do, and stand without account or database."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from vuistregel.ui.context import frame
from vuistregel.words import Words

log = logging.getLogger(__name__)

#: No 0, O, 1, I or L: a reference is read out over the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

LAST_RESORT = Words("Dit ging bij ons mis. Kenmerk {reference}.", "This went wrong on our side. Reference {reference}.")


def new_reference() -> str:
    """A sign under which a mistake can be found in the log: `7F3K-29`."""
    signs = [secrets.choice(_LETTERS) for _ in range(6)]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _bare(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection did not fit: it stood open too long, or came from elsewhere. Nothing was changed."""
    return render(request, "ui/expired.html", {"back": request.path}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours. Nothing of the request is asked again: that may be what broke."""
    reference = new_reference()
    log.error("A page failed. Reference %s.", reference)
    return _bare(request, "500.html", 500, reference)


def _bare(request: HttpRequest, template: str, status: int, reference: str = "") -> HttpResponse:
    """Without context processors, so without session, messages, account or database."""
    try:
        page = render_to_string(template, {"house": frame(None), "reference": reference})
    except Exception:
        # The templates themselves may be what broke; one plain sentence is better than the server's own page.
        log.exception("The error page could not be drawn either. Reference %s.", reference)
        words = LAST_RESORT.with_(reference=reference or "-")
        return HttpResponse(str(words), content_type="text/plain; charset=utf-8", status=status)
    return HttpResponse(page, status=status)
