"""What a person decides about something that waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.evidence import Event, plain
from vuistregel.outbox.forgetting import without_secrets
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class PostDecided(Event):
    """Somebody decided what to do with a mail or letter that was held."""

    kind: ClassVar[str] = "outbox.decided"
    says: ClassVar[Words] = Words(
        "{actor} besliste over een bericht: {verb}.", "{actor} decided about a message: {verb}."
    )
    item: str = plain()
    verb: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(item="5f0c", verb="again")


@action(category="outbox", verb="write", subject=lambda *, item, **_: Subject(board=item.board_id or 0))
def decide(act: Act, *, item: OutboxItem, verb: str) -> None:
    """Send again, or leave it: a person's choice for what was kept, failed, or perhaps already sent."""
    if verb == "again":
        act.demand(POST.move(item, verb, due_at=act.moment, attempts=0, trouble=""))
    else:
        act.demand(POST.move(item, verb, **_kept(item)))
    act.record(PostDecided(item=str(item.uid), verb=verb))


def _kept(item: OutboxItem) -> dict[str, Any]:
    """What was left unsent needs its link or code no more."""
    try:
        return without_secrets(item)
    except keys.KeyDestroyed:
        return {}
