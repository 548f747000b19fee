"""Making, ending and recognising tokens."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from vuistregel import keys
from vuistregel.access.actor import Actor, ActorKind, Hat, Subject
from vuistregel.access.engine import engine
from vuistregel.access.tenancy import over_all_boards
from vuistregel.actions import Act, action
from vuistregel.api.models import ApiToken
from vuistregel.decisions import Reason, no
from vuistregel.evidence import Event, plain
from vuistregel.organisation.models import Board
from vuistregel.words import Words

PREFIX = "vr_"


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """A board let another system in."""

    kind: ClassVar[str] = "api.token_made"
    says: ClassVar[Words] = Words(
        "{actor} gaf het systeem {name} een sleutel voor: {scopes}.", "{actor} gave the system {name} a key for: {scopes}."
    )
    name: str = plain()
    scopes: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite", scopes="steps:read")


@dataclass(frozen=True, kw_only=True)
class TokenEnded(Event):
    """A board shut another system out."""

    kind: ClassVar[str] = "api.token_ended"
    says: ClassVar[Words] = Words("{actor} trok de sleutel van {name} in.", "{actor} withdrew the key of {name}.")
    name: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite")


def scopes_on_offer() -> list[str]:
    """What a token can be given: whatever the matrix grants to connected systems."""
    return sorted(f"{g.category}:{g.verb}" for g in engine().matrix.grants if g.role == "connector")


@action(category="tokens", verb="manage", subject=lambda *, board, **_: Subject(board=board.pk))
def make_token(act: Act, *, board: Board, name: str, scopes: Iterable[str], expires_on: date) -> str:
    """Let another system in; returns the token, which is shown once and kept only as a hash."""
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(scopes_on_offer()):
        act.refuse(
            no(
                Reason(
                    Words("Kies alleen rechten die een systeem mag hebben.", "Choose only rights that a system may have."),
                    norm="access.need-to-know",
                )
            )
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        board=board, name=name.strip(), digest=_digest(secret), scopes=wanted, made_at=act.moment, expires_on=expires_on
    )
    row.key = uuid.uuid4()
    keys.new_holder(board.key, "dossier", row.key)
    row.save()
    act.record(TokenMade(name=row.name, scopes=", ".join(wanted)))
    return secret


@action(category="tokens", verb="manage", subject=lambda *, token: Subject(board=token.board_id))
def end_token(act: Act, *, token: ApiToken) -> None:
    """Shut another system out, at once."""
    ApiToken.objects.filter(pk=token.pk, ended_at__isnull=True).update(ended_at=act.moment)
    act.record(TokenEnded(name=token.name))


@over_all_boards("a token says by itself to which board it belongs, so it is found before the board is known")
def recognise(secret: str, day: date) -> ApiToken | None:
    """The open token behind a secret, or None."""
    return ApiToken.objects.filter(digest=_digest(secret), ended_at__isnull=True, expires_on__gte=day).first()


def actor_of_token(token: ApiToken) -> Actor:
    """The connector that acts with a token: its board, and no more than its scopes."""
    return Actor(
        ActorKind.CONNECTOR, str(token.key), (Hat("connector", board=token.board_id),), scopes=frozenset(token.scopes)
    )


def _digest(secret: str) -> bytes:
    """The secret is random and long, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).digest()
