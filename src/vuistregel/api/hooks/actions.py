"""Letting another system know when consents change, trying it, and ending it."""

from __future__ import annotations

import secrets
import uuid
from urllib.parse import urlsplit

from django.conf import settings

from vuistregel import keys, outbox
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.api.hooks.calls import FIELD, PREFIX, call, prefix_of, secret_of
from vuistregel.api.hooks.events import SubscriptionEnded, SubscriptionMade, SubscriptionTried
from vuistregel.api.hooks.rules import NO_ADDRESS, TWICE, may_be_called
from vuistregel.api.models import Subscription
from vuistregel.decisions import no
from vuistregel.organisation.models import Board, School
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem


def _of(*, subscription: Subscription) -> Subject:
    return Subject(board=subscription.board_id)


@action(category="tokens", verb="manage", subject=lambda *, board, **_: Subject(board=board.pk))
def make_subscription(
    act: Act, *, board: Board, school: School | None, name: str, url: str
) -> tuple[Subscription, str]:
    """Let another system know from now on; returns the secret of its signatures, which is shown once."""
    url, name = url.strip(), name.strip()
    act.demand(may_be_called(url, production=settings.ENVIRONMENT.production))
    if not name or (school is not None and school.board_id != board.pk):
        act.refuse(no(NO_ADDRESS))
    if Subscription.objects.filter(board=board, url=url, ended_at__isnull=True).exists():
        act.refuse(no(TWICE))
    secret, key = PREFIX + secrets.token_urlsafe(32), uuid.uuid4()
    keys.new_holder(board.key, "dossier", key)
    row = Subscription.objects.create(
        board=board, school=school, key=key, name=name, url=url, made_at=act.moment,
        secret=keys.seal(key, FIELD, secret),
    )  # fmt: skip
    act.record(SubscriptionMade(name=name, host=urlsplit(url).hostname or ""))
    return row, secret


@action(category="tokens", verb="manage", subject=_of)
def try_subscription(act: Act, *, subscription: Subscription) -> None:
    """Send a trial message, signed like all others; it is about nobody."""
    if subscription.ended_at is not None:
        act.refuse(no(NO_ADDRESS))
    trial = call(
        subscription, secret_of(subscription), message=uuid.uuid4(), event="test", at=act.moment,
        holder=subscription.key, contents={},
    )  # fmt: skip
    outbox.post_webhooks(act, board=subscription.board, calls=[trial])
    act.record(SubscriptionTried(name=subscription.name))


@action(category="tokens", verb="manage", subject=_of)
def end_subscription(act: Act, *, subscription: Subscription) -> None:
    """Tell this system nothing any more, nor what still waited."""
    Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=True).update(ended_at=act.moment)
    for item in OutboxItem.objects.filter(
        board=subscription.board_id, key__startswith=prefix_of(subscription), state=POST.start
    ):
        if POST.move(item, "keep"):
            POST.move(item, "drop", trouble="subscription_ended")
    act.record(SubscriptionEnded(name=subscription.name))
