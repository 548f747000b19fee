"""Mail, letters and web calls as rows. Actions write them; the sweep sends them.

outbox.post_mail(act, board=board, holder=person.key, to=address, subject=…, body=…, language="nl", key="link:…")
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from vuistregel.actions import Act
    from vuistregel.organisation.models import Board
    from vuistregel.words import Words

__all__ = ["post_letter", "post_mail", "post_webhook"]


def post_mail(
    act: Act, *, board: Board | None, holder: UUID, to: str, subject: Words, body: Words, language: str, key: str
) -> None:
    """A mail, in the transaction of this action. `key` says what it is: the same key is never posted twice.

    `holder` is whose key encrypts address and text. Nothing is sent here.
    """
    _post(act, "mail", board, holder, to, subject, body, language, key)


def post_letter(
    act: Act, *, board: Board, holder: UUID, to: str, subject: Words, body: Words, language: str, key: str
) -> None:
    """A letter to print for somebody without an e-mail address; it waits on the outbox page."""
    _post(act, "letter", board, holder, to, subject, body, language, key)


def post_webhook(act: Act, *, board: Board, holder: UUID, url: str, subject: Words, payload: Words, key: str) -> None:
    """A call to another system; `key` travels along as its Idempotency-Key."""
    _post(act, "webhook", board, holder, url, subject, payload, "nl", key)


def _post(
    act: Act,
    kind: str,
    board: Board | None,
    holder: UUID,
    to: str,
    subject: Words,
    body: Words,
    language: str,
    key: str,
) -> None:
    from vuistregel import keys
    from vuistregel.outbox.models import OutboxItem

    recipient, title, text = keys.seal_many(
        [
            (holder, "outbox.recipient", to),
            (holder, "outbox.subject", subject.in_(language)),
            (holder, "outbox.body", body.in_(language)),
        ]
    )
    OutboxItem.objects.bulk_create(
        [
            OutboxItem(
                board=board,
                key=key,
                kind=kind,
                holder=holder,
                recipient=recipient,
                subject=title,
                body=text,
                language=language,
                made_at=act.moment,
                due_at=act.moment,
            )
        ],
        ignore_conflicts=True,
    )
