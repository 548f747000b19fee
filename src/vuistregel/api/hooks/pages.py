"""Messages to other systems on screen: who gets them, adding one, a trial, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel.access.actor import Actor
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.actions import Refused
from vuistregel.api.hooks.actions import end_subscription, make_subscription, try_subscription
from vuistregel.api.hooks.calls import prefix_of
from vuistregel.api.hooks.forms import SubscriptionForm
from vuistregel.api.hooks.rules import NOT_PUBLIC
from vuistregel.api.models import Subscription
from vuistregel.organisation.models import Board, School
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.reaching import NotPublic, addresses_of
from vuistregel.ui import numbers
from vuistregel.words import Words

#: What is asked of one subscription, by the value of the button.
TRIED: Final = Words("Er gaat een proefbericht naar {name}.", "A trial message goes to {name}.")
ENDED: Final = Words("Gedaan. {name} hoort niets meer.", "Done. {name} hears nothing any more.")


@dataclass(frozen=True, slots=True)
class Line:
    """A system that gets messages, and what became of the last one."""

    subscription: Subscription
    last: Words | None
    failed: bool


@page(category="tokens", POST="manage")
def subscriptions(request: HttpRequest) -> HttpResponse:
    """The systems that hear of changed consents; adding one shows its secret once."""
    form = _form(request)
    if request.method != "POST":
        return _show(request, form)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _show(request, form, 422)
    given, (board, school) = form.cleaned_data, form.chosen()
    if not _reachable(given["url"]):
        form.add_error("url", str(NOT_PUBLIC))
        return _show(request, form, 422)
    try:
        row, secret = make_subscription(
            _actor(request), board=board, school=school, name=given["name"], url=given["url"]
        )
    except Refused as refused:
        form.add_error("url", str(refused.decision.reasons[0].text))
        return _show(request, form, 422)
    response = render(request, "api/hooks/made.html", {"secret": secret, "row": row}, status=201)
    response["Cache-Control"] = "no-store"
    return response


@page(category="tokens", verb="manage")
def subscription(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send one system a trial message, or end what it gets."""
    if request.method != "POST":
        return redirect("subscriptions")
    rows = visible(_actor(request), "manage", "tokens", Subscription.objects.filter(ended_at__isnull=True))
    row = rows.select_related("board").filter(key=key).first()
    deed = request.POST.get("doe", "")
    if row is None or deed not in ("proef", "stop"):
        raise Http404
    if deed == "proef":
        try_subscription(_actor(request), subscription=row)
    else:
        end_subscription(_actor(request), subscription=row)
    messages.success(request, str((TRIED if deed == "proef" else ENDED).with_(name=row.name)))
    return redirect("subscriptions")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _reachable(url: str) -> bool:
    """Whether anybody on the internet could call it. Asked in production only; each call asks again."""
    if not settings.ENVIRONMENT.production:
        return True
    try:
        parts = urlsplit(url.strip())
        addresses_of(parts.hostname or "", parts.port or 443)
    except NotPublic:
        return False
    except (OSError, ValueError):
        return True  # nobody knows it now; the rule looks at its form, and each call at where it leads
    return True


def _form(request: HttpRequest) -> SubscriptionForm | None:
    boards = list(visible(_actor(request), "manage", "tokens", Board.objects.all()).order_by("name"))
    if not boards:
        return None
    schools = School.objects.filter(board__in=boards).order_by("name", "pk")
    return SubscriptionForm(boards, list(schools), request.POST if request.method == "POST" else None)


def _show(request: HttpRequest, form: SubscriptionForm | None, status: int = 200) -> HttpResponse:
    every = Subscription.objects.select_related("board", "school").order_by("name", "-made_at")
    rows = list(visible(_actor(request), "read", "tokens", every))
    open_ = [_line(row) for row in rows if row.ended_at is None]
    context = {
        "heading": heading(len(open_)),
        "lines": open_,
        "ended": [row for row in rows if row.ended_at is not None],
        "may_manage": {board.pk for board, _school in form.places.values()} if form else set(),
        "form": form,
    }
    return render(request, "api/hooks/subscriptions.html", context, status=status)


def _line(row: Subscription) -> Line:
    last = OutboxItem.objects.filter(board=row.board_id, key__startswith=prefix_of(row)).order_by("-pk").first()
    return Line(row, POST.states[last.state] if last else None, failed=last is not None and last.state == "failed")


def heading(number: int) -> Words:
    """How many systems hear of changes."""
    if not number:
        return Words(
            "Geen ander systeem hoort het als een toestemming verandert.",
            "No other system hears when a consent changes.",
        )
    found = numbers.counted(
        number,
        Words("Eén systeem hoort het als een toestemming verandert.", "One system hears when a consent changes."),
        Words(
            "{words} systemen horen het als een toestemming verandert.", "{words} systems hear when a consent changes."
        ),
    )
    return numbers.sentence(found)
