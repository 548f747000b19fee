"""Mail, letters and web calls as rows. Actions write them; the sweep sends them.

outbox.post_mail(act, board=board, holder=person.key, to=address, subject=…, body=…, language="nl", key="link:…")

A link or a code that lets its reader in goes into a body through `secret.link` and `secret.code`: the outbox page then
hides it from whoever may read the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from vuistregel.actions import Act
    from vuistregel.organisation.models import Board
    from vuistregel.words import Words

__all__ = ["Call", "Mail", "post_letter", "post_mail", "post_mails", "post_webhook", "post_webhooks"]


@dataclass(frozen=True, slots=True)
class Mail:
    """One of many mails, its words in the reader's language already. The parts mean what they mean to `post_mail`."""

    holder: UUID
    to: str
    subject: str
    body: str
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Call:
    """One of many web calls. `headers` travel along and lie sealed like the rest; `key` is the Idempotency-Key."""

    holder: UUID
    url: str
    subject: str
    payload: str
    headers: Mapping[str, str]
    key: str


def post_mail(
    act: Act, *, board: Board | None, holder: UUID, to: str, subject: Words, body: Words, language: str, key: str
) -> None:
    """A mail, in the transaction of this action. `key` says what it is: the same key is never posted twice.

    `holder` is whose key encrypts address and text. Nothing is sent here.
    """
    _post(act, "mail", board, holder, to, subject, body, language, key)


def post_mails(act: Act, *, board: Board, mails: Iterable[Mail]) -> int:
    """Very many mails of one board in few statements; otherwise as `post_mail`. Returns how many were handed in."""
    from vuistregel import bulk, keys
    from vuistregel.outbox.life import POST
    from vuistregel.outbox.models import OutboxItem

    wanted = list(mails)
    sealed = iter(
        keys.seal_many(
            (mail.holder, f"outbox.{part}", text)
            for mail in wanted
            for part, text in (("recipient", mail.to), ("subject", mail.subject), ("body", mail.body))
        )
    )
    now = bulk.moment(act.moment)
    bulk.insert(
        OutboxItem,
        (
            "board", "uid", "key", "kind", "holder", "recipient", "subject", "body", "language", "state", "made_at",
            "due_at", "attempts", "trouble", "marked",
        ),
        [
            (
                board.pk, uuid4(), mail.key, "mail", mail.holder, next(sealed), next(sealed), next(sealed),
                mail.language, POST.start, now, now, 0, "", True,
            )
            for mail in wanted
        ],
        once=True,
    )  # fmt: skip
    return len(wanted)


def post_letter(
    act: Act, *, board: Board, holder: UUID, to: str, subject: Words, body: Words, language: str, key: str
) -> None:
    """A letter to print for somebody without an e-mail address; it waits on the outbox page."""
    _post(act, "letter", board, holder, to, subject, body, language, key)


def post_webhook(act: Act, *, board: Board, holder: UUID, url: str, subject: Words, payload: Words, key: str) -> None:
    """A call to another system; `key` travels along as its Idempotency-Key."""
    _post(act, "webhook", board, holder, url, subject, payload, "nl", key)


def post_webhooks(act: Act, *, board: Board, calls: Iterable[Call]) -> int:
    """Web calls with headers of their own, in few statements; the same key is never posted twice.

    Returns how many were handed in.
    """
    import json

    from vuistregel import keys
    from vuistregel.outbox.models import OutboxItem

    wanted = list(calls)
    sealed = iter(
        keys.seal_many(
            (call.holder, f"outbox.{part}", text)
            for call in wanted
            for part, text in (
                ("recipient", call.url),
                ("subject", call.subject),
                ("body", call.payload),
                ("headers", json.dumps(dict(call.headers))),
            )
        )
    )
    OutboxItem.objects.bulk_create(
        [
            OutboxItem(
                board=board, key=call.key, kind="webhook", holder=call.holder, recipient=next(sealed),
                subject=next(sealed), body=next(sealed), headers=next(sealed), language="nl", made_at=act.moment,
                due_at=act.moment, marked=True,
            )
            for call in wanted
        ],
        ignore_conflicts=True,
        batch_size=500,
    )  # fmt: skip
    return len(wanted)


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
                marked=True,
            )
        ],
        ignore_conflicts=True,
    )
