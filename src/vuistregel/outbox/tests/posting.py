"""Actions that post something, as a room's own would: for tests of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from vuistregel import keys, outbox
from vuistregel.access.actor import OPERATOR, Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.evidence import Event, plain
from vuistregel.organisation.models import Board
from vuistregel.outbox import secret
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words, same

ADDRESS = "nergens@voorbeeld.example"
TEXT = "Hiermee komt u binnen: geheimzinnig-woord"
LINK, CODE = "http://localhost:8000/inloggen/link/ditiseenlangtoken/", "34H7-KPRT"
#: A text with a way in, as the room of signing in makes them.
WAY_IN = f"Voor Anna:\n{secret.link(LINK)}\nOf vul deze code in: {secret.code(CODE)}\nTot vandaag 14.30 uur."


@dataclass(frozen=True, kw_only=True)
class PostedInTest(Event):
    """Something was posted."""

    kind: ClassVar[str] = "test.posted"
    says: ClassVar[Words] = Words("{actor} postte {what}.", "{actor} posted {what}.")
    what: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(what="x")


@action(category="organisation", verb="write", subject=lambda *, board, **_: Subject(board=board.pk))
def post(
    act: Act,
    *,
    board: Board,
    holder: UUID,
    key: str,
    kind: str = "mail",
    to: str = ADDRESS,
    text: str = TEXT,
    refuse: bool = False,
) -> None:
    """Post a mail, a letter or a web call."""
    common: dict[str, Any] = {"board": board, "holder": holder, "key": key}
    subject, body = Words("Uw link", "Your link"), same(text)
    if kind == "webhook":
        outbox.post_webhook(act, url=to, subject=subject, payload=same('{"n": 1}'), **common)
    elif kind == "letter":
        outbox.post_letter(act, to=to, subject=subject, body=body, language="nl", **common)
    else:
        outbox.post_mail(act, to=to, subject=subject, body=body, language="nl", **common)
    if refuse:
        act.refuse(no(Reason(Words("Toch niet.", "Rather not."))))
    act.record(PostedInTest(what=key))


def posted(
    board: Board, kind: str = "mail", to: str = ADDRESS, key: str = "", holder: UUID | None = None, text: str = TEXT
) -> OutboxItem:
    """An item in the outbox, written by an action."""
    if holder is None:
        holder = uuid4()
        keys.new_holder(board.key, "dossier", holder)
    key = key or f"test:{uuid4()}"
    post(OPERATOR, board=board, holder=holder, key=key, kind=kind, to=to, text=text)
    return OutboxItem.objects.get(key=key)
