"""The outbox on screen: what was sent, what waits, and what would be sent if there were a mail server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.checks import holds
from vuistregel.lives import Transition
from vuistregel.outbox import secret, troubles
from vuistregel.outbox.actions import decide
from vuistregel.outbox.forgetting import marked
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words

BY_HAND = frozenset({"again", "drop"})
#: What waits for a person to choose.
_ASKING: Final = ("unsure", "failed")


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the list and its page show it. What nobody can read any more says so."""

    item: OutboxItem
    to: str | Words
    subject: str | Words
    body: str | Words
    state: Words
    #: Why it did not leave; empty when nothing is the matter.
    why: Words | None
    verbs: tuple[Transition, ...]


_TRIED = Words("wacht: versturen lukte nog niet", "waiting: sending has not worked yet")
_GONE = Words("niet meer te lezen: de sleutel is vernietigd", "no longer readable: the key was destroyed")


def _line(item: OutboxItem, with_body: bool = False) -> Line:
    wanted = [("outbox.recipient", item.recipient), ("outbox.subject", item.subject)]
    if with_body:
        wanted.append(("outbox.body", item.body))
    try:
        found: list[str | Words] = list(keys.unseal_many([(item.holder, name, bytes(value)) for name, value in wanted]))
        if with_body:
            found[2] = _readable(marked(item, str(found[2])))
    except keys.KeyDestroyed:
        found = [_GONE] * len(wanted)
    verbs = tuple(t for t in POST.verbs(item.state) if t.verb in BY_HAND)
    why = troubles.why(item.trouble) if item.trouble else None
    state = _TRIED if why and item.state == "waiting" else POST.states[item.state]
    return Line(item, found[0], found[1], found[2] if with_body else "", state, why, verbs)


def _readable(body: str) -> str:
    """A message as whoever tends the post reads it: what opens a door is the recipient's, but in the example."""
    if settings.ENVIRONMENT.example and not secret.is_forgotten(body):
        return secret.plain(body)
    return secret.hidden(body)


def _subject(request: HttpRequest, uid: UUID, **_: Any) -> Subject | None:
    board = OutboxItem.objects.filter(uid=uid).values_list("board", flat=True).first()
    return None if board is None else Subject(board=board)


@page(category="outbox")
def outbox(request: HttpRequest) -> HttpResponse:
    """What leaves the house for this reader's boards: what asks for a choice first, then the newest."""
    rows = visible(request.actor, "read", "outbox", OutboxItem.objects.all())  # type: ignore[attr-defined]
    rows = rows.order_by(holds(Q(state__in=_ASKING)).desc(), "-made_at", "-pk")
    listed = Paginator(rows, 50).get_page(request.GET.get("bladzijde"))
    waiting = rows.filter(state__in=_ASKING).count()
    return render(
        request,
        "outbox/outbox.html",
        {
            "lines": [_line(item) for item in listed],
            "listed": listed,
            "waiting": waiting,
            "tried": rows.filter(state="waiting").exclude(trouble="").count(),
            "no_server": not settings.ENVIRONMENT.mail_url,
        },
    )


@page(category="outbox", subject=_subject)
def letter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One mail or letter as it goes, or would go, without the links and codes that only its recipient gets."""
    item = OutboxItem.objects.filter(uid=uid).first()
    if item is None:
        raise Http404
    return render(request, "outbox/item.html", {"line": _line(item, with_body=True)})


@page(category="outbox", verb="write", subject=_subject)
def move(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Send again, or leave it."""
    if request.method != "POST" or verb not in BY_HAND:
        raise Http404
    item = OutboxItem.objects.get(uid=uid)
    decide(request.actor, item=item, verb=verb)  # type: ignore[attr-defined]
    messages.success(request, str(Words("Gedaan.", "Done.")))
    return redirect("outbox_item", uid=uid)
