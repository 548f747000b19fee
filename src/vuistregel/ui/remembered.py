"""What a browser remembers of its reader's choices: the language, light or dark. Nothing about a person."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponseBase

#: How long a browser remembers a choice, in seconds: a year.
_REMEMBERED: Final = 365 * 24 * 3600


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Have the browser remember a choice, under the name of its cookie."""
    response.set_cookie(
        name, value, max_age=_REMEMBERED, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
