"""Recognising a token, what it may, and what can be given to one."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from django.http import HttpRequest

from vuistregel import clock
from vuistregel.access.actor import Actor, ActorKind, Hat
from vuistregel.access.engine import engine
from vuistregel.access.tenancy import over_all_boards
from vuistregel.api.models import ApiToken
from vuistregel.words import Words

#: So that a secret that lies somewhere by mistake is known for what it is.
PREFIX: Final = "vr_"
ROLE: Final = "connector"


class NoToken(Exception):
    """The call carries no token, or one that we do not know (any more)."""


def scopes_on_offer() -> list[str]:
    """What a token can be given: whatever the matrix grants to connected systems."""
    return sorted(f"{g.category}:{g.verb}" for g in engine().matrix.grants if g.role == ROLE)


def scope_in_words(scope: str) -> Words:
    """`steps:read` as `de tien stappen inzien`. A scope that the matrix no longer knows speaks for itself."""
    category, _, verb = scope.partition(":")
    matrix = engine().matrix
    if category not in matrix.categories or verb not in matrix.verbs:
        return Words(scope, scope)
    words = Words("{category} {verb}", "{verb} {category}")
    return words.with_(category=matrix.categories[category].words, verb=matrix.verbs[verb])


def token_of(request: HttpRequest) -> ApiToken | None:
    """The open token of a call; None when it carries none. Raises NoToken for one that does not open anything."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    scheme, _, secret = header.partition(" ")
    found = recognise(secret.strip(), clock.today()) if scheme.lower() == "bearer" else None
    if found is None:
        raise NoToken
    return found


@over_all_boards("a token says by itself to which board it belongs, so it is found before the board is known")
def recognise(secret: str, day: date) -> ApiToken | None:
    """The open token behind a secret, or None. It works up to and on its last day."""
    return ApiToken.objects.filter(digest=digest(secret), ended_at__isnull=True, expires_on__gte=day).first()


def actor_of_token(token: ApiToken) -> Actor:
    """The connector that acts with a token: its board, and no more than its scopes."""
    return Actor(
        ActorKind.CONNECTOR, str(token.key), (Hat(ROLE, board=token.board_id),), scopes=frozenset(token.scopes)
    )


def used(token: ApiToken, day: date) -> None:
    """Keep the last day on which a token was used: one write a day, however often it calls."""
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)


def digest(secret: str) -> bytes:
    """The secret is random and long, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()
