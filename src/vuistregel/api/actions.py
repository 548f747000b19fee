"""Letting another system in, and shutting it out."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import date

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.api.events import TokenEnded, TokenMade
from vuistregel.api.models import ApiToken
from vuistregel.api.rules import Wish, token_may_be_made
from vuistregel.api.tokens import PREFIX, digest, scopes_on_offer
from vuistregel.organisation.models import Board


@action(category="tokens", verb="manage", subject=lambda *, board, **_: Subject(board=board.pk))
def make_token(act: Act, *, board: Board, name: str, scopes: Iterable[str], expires_on: date) -> str:
    """Let another system in; returns the token, which is shown once and kept only as a hash."""
    open_names = ApiToken.objects.filter(board=board, ended_at__isnull=True).values_list("name", flat=True)
    wish = Wish(name.strip(), frozenset(scopes), expires_on, frozenset(open_names))
    act.demand(token_may_be_made(wish, scopes_on_offer(), act.norms()))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        board=board,
        key=uuid.uuid4(),
        name=wish.name,
        digest=digest(secret),
        scopes=sorted(wish.scopes),
        made_at=act.moment,
        expires_on=expires_on,
    )
    keys.new_holder(board.key, "dossier", row.key)
    row.save()
    act.record(TokenMade(name=row.name, scopes=", ".join(row.scopes)))
    return secret


@action(category="tokens", verb="manage", subject=lambda *, token: Subject(board=token.board_id))
def end_token(act: Act, *, token: ApiToken) -> None:
    """Shut another system out, at once. What was kept to answer its repeated calls goes too."""
    ApiToken.objects.filter(pk=token.pk, ended_at__isnull=True).update(ended_at=act.moment)
    token.calls.all().delete()
    act.record(TokenEnded(name=token.name))
