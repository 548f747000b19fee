"""Channels as the rule about one use sees them."""

from __future__ import annotations

from datetime import date

from vuistregel.consent.models import Channel, Question
from vuistregel.consent.rules import Audience, Matter
from vuistregel.consent.same_use import Use, may_follow
from vuistregel.decisions import Decision


def use_of(channel: Channel, day: date, *, audience: str = "", provider: str | None = None) -> Use:
    """The facts of a channel, or those that it would have with another audience or provider."""
    return Use(
        name=channel.words,
        audience=Audience(audience or channel.audience),
        provider=channel.provider if provider is None else provider,
        contact_list=is_list(channel),
        follows=channel.same_as_id is not None,
        followed=Channel.objects.filter(board=channel.board_id, same_as=channel).exists(),
        ended=channel.ended is not None and channel.ended <= day,
    )


def is_list(channel: Channel) -> bool:
    """Whether the channel asks for contact data: a phone list, a phone tree, an address list."""
    rows = Question.objects.filter(board=channel.board_id, channel=channel.asks, matter=Matter.CONTACT.value)
    return rows.exists()


def may_stay_together(channel: Channel, audience: str, provider: str, day: date) -> list[Decision]:
    """Whether those who share answers with this channel still may, when its audience or provider change."""
    new = use_of(channel, day, audience=audience, provider=provider)
    if channel.same_as is not None:
        return [may_follow(_alone(new), use_of(channel.same_as, day))]
    followers = Channel.objects.filter(board=channel.board_id, same_as=channel).select_related("same_as")
    return [may_follow(_alone(use_of(f, day)), new) for f in followers]


def _alone(use: Use) -> Use:
    """A follower without the fact that it follows: it is asked whether it still may."""
    return Use(use.name, use.audience, use.provider, use.contact_list, ended=use.ended)
