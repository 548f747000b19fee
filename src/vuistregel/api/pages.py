"""Keys for other systems on screen: which there are, what they may, making one and withdrawing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock, norms
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.actions import Refused
from vuistregel.api.actions import end_token, make_token
from vuistregel.api.forms import TokenForm
from vuistregel.api.models import ApiToken
from vuistregel.api.rules import last_day
from vuistregel.api.tokens import scope_in_words
from vuistregel.organisation.models import Board
from vuistregel.ui import numbers
from vuistregel.ui.context import Where
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A key as the list shows it."""

    token: ApiToken
    rights: tuple[Words, ...]


@page(category="tokens", POST="manage")
def tokens(request: HttpRequest) -> HttpResponse:
    """The systems that have a key; making one is what its form posts, and the answer shows the secret once."""
    boards = _boards(request)
    if request.method != "POST":
        return _show(request, boards, _form(boards))
    form = _form(boards, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _show(request, boards, form, 422)
    given = form.cleaned_data
    try:
        secret = make_token(
            request.actor,  # type: ignore[attr-defined]
            board=form.chosen_board(),
            name=given["name"],
            scopes=given["scopes"],
            expires_on=given["expires_on"],
        )
    except Refused as refused:
        reason = refused.decision.reasons[0]
        form.add_error("expires_on" if reason.norm == "api.token.term" else "name", str(reason.text))
        return _show(request, boards, form, 422)
    context = {"secret": secret, "name": given["name"], "url": settings.ENVIRONMENT.url, "until": given["expires_on"]}
    return render(request, "api/token_made.html", context, status=201)


@page(category="tokens", verb="manage")
def withdraw(request: HttpRequest) -> HttpResponse:
    """Shut a system out, at once."""
    if request.method != "POST":
        return redirect("tokens")
    rows = visible(request.actor, "manage", "tokens", ApiToken.objects.filter(ended_at__isnull=True))  # type: ignore[attr-defined]
    token = rows.filter(key=_key(request.POST.get("token", ""))).first()
    if token is None:
        raise Http404
    end_token(request.actor, token=token)  # type: ignore[attr-defined]
    said = Words("Gedaan. {name} komt er niet meer in.", "Done. {name} can no longer come in.")
    messages.success(request, str(said.with_(name=token.name)))
    return redirect("tokens")


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


def _boards(request: HttpRequest) -> list[Board]:
    """The boards whose keys this reader may manage."""
    rows = visible(request.actor, "manage", "tokens", Board.objects.all())  # type: ignore[attr-defined]
    found = list(rows.order_by("name"))
    if len(found) == 1:
        request.where = Where(found[0].name)  # type: ignore[attr-defined]
    return found


def _form(boards: list[Board], data: Any = None) -> TokenForm | None:
    if not boards:
        return None
    last = last_day(norms.on(clock.today()))
    return TokenForm(boards, last, data, initial={"expires_on": last})


def _show(request: HttpRequest, boards: list[Board], form: TokenForm | None, status: int = 200) -> HttpResponse:
    today = clock.today()
    every = ApiToken.objects.select_related("board").order_by("name", "-made_at")
    rows = visible(request.actor, "read", "tokens", every)  # type: ignore[attr-defined]
    lines = [Line(row, tuple(scope_in_words(scope) for scope in row.scopes)) for row in rows]
    working = [line for line in lines if line.token.ended_at is None and line.token.expires_on >= today]
    context = {
        "heading": heading(len(working)),
        "working": working,
        "over": [line for line in lines if line.token.ended_at is None and line.token.expires_on < today],
        "ended": [line for line in lines if line.token.ended_at is not None],
        "several": len({line.token.board_id for line in lines}) > 1,
        "may_manage": {board.pk for board in boards},
        "form": form,
    }
    return render(request, "api/tokens.html", context, status=status)


def heading(working: int) -> Words:
    """How many systems can come in today."""
    if not working:
        return Words("Geen ander systeem kan bij uw gegevens.", "No other system can reach your data.")
    found = numbers.counted(
        working,
        Words("Eén ander systeem kan bij uw gegevens.", "One other system can reach your data."),
        Words("{words} andere systemen kunnen bij uw gegevens.", "{words} other systems can reach your data."),
    )
    return numbers.sentence(found)
