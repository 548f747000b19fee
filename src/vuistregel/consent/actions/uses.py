"""Which places are one use, and places that a school no longer uses."""

from __future__ import annotations

from typing import Any

from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.events import ChannelChanged
from vuistregel.consent.models import Channel
from vuistregel.consent.same_use import may_follow
from vuistregel.consent.uses import use_of
from vuistregel.decisions import Reason, no
from vuistregel.words import Words


def _of_channel(*, channel: Channel, **_: Any) -> Subject:
    return Subject(board=channel.board_id, school=channel.school_id)


@action(category="channels", verb="write", subject=_of_channel)
def follow(act: Act, *, channel: Channel, other: Channel | None, shown: int | None = None) -> Channel:
    """Let the answers of another place count here too (R7.9); None: ask for itself again. Raises StaleRow.

    Refused when more people can look here, or it belongs to another company: that is a new use (R7.8). The answers
    that people gave to this place itself are kept, and count again once it asks for itself.
    """
    if other is not None:
        if other.school_id != channel.school_id or other.pk == channel.pk:
            act.refuse(no(Reason(_NOT_HERE, norm="consent.same-use")))
        act.demand(may_follow(use_of(channel, act.day), use_of(other, act.day)))
    channel.change(shown=shown, same_as=other)
    act.record(
        ChannelChanged(
            school=channel.school.name,
            channel=channel.words.nl,
            fields=f"same use as {other.slug}" if other else "own question",
        )
    )
    return channel


@action(category="channels", verb="write", subject=_of_channel)
def end_channel(act: Act, *, channel: Channel, shown: int | None = None) -> Channel:
    """Stop using a place. Nothing is asked for it any more; what people answered stays in the records."""
    followers = list(Channel.objects.filter(board=channel.board_id, same_as=channel, ended__isnull=True))
    if followers:
        names = Words(", ".join(f.words.nl for f in followers), ", ".join(f.words.en for f in followers))
        act.refuse(no(Reason(_FOLLOWED.with_(names=names), norm="consent.same-use")))
    channel.change(shown=shown, ended=act.day)
    act.record(ChannelChanged(school=channel.school.name, channel=channel.words.nl, fields="ended"))
    return channel


@action(category="channels", verb="write", subject=_of_channel)
def use_again(act: Act, *, channel: Channel, shown: int | None = None) -> Channel:
    """Use a place again that the school had stopped using."""
    channel.change(shown=shown, ended=None)
    act.record(ChannelChanged(school=channel.school.name, channel=channel.words.nl, fields="used again"))
    return channel


_NOT_HERE = Words("Kies een andere plek van deze school.", "Choose another place of this school.")
_FOLLOWED = Words(
    "De antwoorden van deze plek tellen ook voor: {names}. Laat die eerst zelf vragen.",
    "The answers of this place count for: {names}. Let those ask for themselves first.",
)
