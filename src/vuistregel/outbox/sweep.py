"""The sweep: takes what is due, claims it, sends it, says what came of it. Safe to run twice, at once, or half.

A claim is committed before anything leaves. Who is killed between sending and saying so leaves the item `sending`;
after the lease it becomes `unsure`, and a person decides. So nothing is lost and nothing goes twice by itself.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from vuistregel import clock, keys, norms
from vuistregel.clock import day_of
from vuistregel.outbox import secret
from vuistregel.outbox.forgetting import without_secrets
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.transports import Outcome, Parcel, call_webhook, send_mail

#: How long a sender may be busy with one item before it counts as gone: longer than both time-outs together.
LEASE = timedelta(minutes=5)
BATCH = 200


def sweep(now: datetime) -> int:
    """Send what is due. Returns how many items were handled."""
    lost = OutboxItem.objects.filter(state="sending", claimed_at__lt=now - LEASE)
    for item in lost:
        POST.move(item, "retry" if item.kind == "webhook" else "lose", trouble="killed")
    due = OutboxItem.objects.filter(state="waiting", due_at__lte=now).order_by("due_at", "pk")[:BATCH]
    return sum(_handle(item, now) for item in due)


def _handle(item: OutboxItem, now: datetime) -> int:
    if item.kind == "letter" or (item.kind == "mail" and not settings.ENVIRONMENT.mail_url):
        return int(bool(POST.move(item, "keep", done_at=now)))
    with transaction.atomic():
        # The moment of this claim, not of the sweep: a long sweep may not look like a sender that was killed.
        if not POST.move(item, "claim", claimed_at=clock.now(), attempts=item.attempts + 1):
            return 0  # another sweep has it
    sealed = [
        (item.holder, "outbox.recipient", bytes(item.recipient)),
        (item.holder, "outbox.subject", bytes(item.subject)),
        (item.holder, "outbox.body", bytes(item.body)),
    ]
    if item.headers is not None:
        sealed.append((item.holder, "outbox.headers", bytes(item.headers)))
    try:
        to, subject, body, *more = keys.unseal_many(sealed)
        # Sealed before anything leaves: what was sent can then be marked as sent and forgotten in one statement.
        kept = without_secrets(item, body)
    except keys.KeyDestroyed:
        POST.move(item, "give_up", trouble="key_destroyed")
        return 1
    headers = tuple(json.loads(more[0]).items()) if more else ()
    parcel, house = Parcel(item.uid, item.key, to, subject, secret.plain(body), headers), settings.ENVIRONMENT
    if item.kind == "webhook":
        outcome, trouble = call_webhook(parcel, need_tls=house.production)
    else:
        outcome, trouble = send_mail(parcel, house.mail_url, house.mail_from, need_tls=house.production)
    _settle(item, outcome, trouble, now, kept)
    return 1


def _settle(item: OutboxItem, outcome: Outcome, trouble: str, now: datetime, kept: dict[str, Any]) -> None:
    tries = int(norms.on(day_of(now)).value("outbox.retry.max"))
    if outcome is Outcome.SENT:
        POST.move(item, "send", done_at=now, trouble="", **kept)
    elif outcome is Outcome.UNSURE:
        POST.move(item, "lose", trouble=trouble)
    elif outcome is Outcome.NEVER or item.attempts >= tries:
        POST.move(item, "give_up", trouble=trouble)
    else:
        POST.move(item, "retry", due_at=now + timedelta(minutes=2**item.attempts), trouble=trouble)
