"""One message as it leaves: its contents, and a signature by which the other side knows that it is ours.

Signature: HMAC-SHA256 (RFC 2104) with the secret of the subscription, over the timestamp, a dot and the contents.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from vuistregel import keys, outbox
from vuistregel.api.models import Subscription

#: The field under which a subscription's secret is sealed, and what a secret begins with.
FIELD: Final = "subscription.secret"
PREFIX: Final = "vrs_"
TIMESTAMP: Final = "Vuistregel-Timestamp"
SIGNATURE: Final = "Vuistregel-Signature"


def secret_of(subscription: Subscription) -> str:
    """The secret of a subscription, in the clear for as long as the signing takes."""
    return keys.unseal(subscription.key, FIELD, bytes(subscription.secret))


def signature(secret: str, timestamp: str, body: str) -> str:
    """`v1=` and the signature in hexadecimal."""
    return "v1=" + hmac.new(secret.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()


def key_of(subscription: Subscription, message: UUID) -> str:
    """The key of a message in the outbox, which is its Idempotency-Key."""
    return f"{prefix_of(subscription)}{message}"


def prefix_of(subscription: Subscription) -> str:
    return f"hook:{subscription.key}:"


def call(
    subscription: Subscription,
    secret: str,
    *,
    message: UUID,
    event: str,
    at: datetime,
    holder: UUID,
    contents: Mapping[str, Any],
) -> outbox.Call:
    """A message for the outbox, signed. `holder` is whose key seals it: the person whom it is about."""
    moment = at.replace(microsecond=0).isoformat()
    body = json.dumps({"event": event, "id": str(message), "at": moment, **contents}, separators=(",", ":"))
    timestamp = str(int(at.timestamp()))
    return outbox.Call(
        holder=holder,
        url=subscription.url,
        subject=event,
        payload=body,
        headers={TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)},
        key=key_of(subscription, message),
    )
