"""Values out of an address; what is none of the kind is not found."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that fits the database, or None when it is not there."""
    text = request.GET.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) < 2**63):
        raise Http404
    return int(text)


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    """A key, or None when it is not there."""
    text = request.GET.get(name)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
