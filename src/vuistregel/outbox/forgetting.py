"""The secrets of a message leave the database when it was sent, or when somebody decided that it will not be."""

from __future__ import annotations

from typing import Any

from vuistregel import keys
from vuistregel.outbox import secret
from vuistregel.outbox.models import OutboxItem

_FIELD = "outbox.body"


def marked(item: OutboxItem, body: str) -> str:
    """A text with its marks. What was posted before there were marks is secret altogether."""
    return body if item.marked else secret.whole(body)


def without_secrets(item: OutboxItem, body: str | None = None) -> dict[str, Any]:
    """The fields to write along with the new state: the text sealed anew, or none where nothing has to go.

    `body` spares opening it when the caller has it. Raises keys.KeyDestroyed.
    """
    text = marked(item, keys.unseal(item.holder, _FIELD, bytes(item.body)) if body is None else body)
    kept = secret.forgotten(text)
    if kept == text:
        return {}
    [sealed] = keys.seal_many([(item.holder, _FIELD, kept)])
    return {"body": sealed, "marked": True}
