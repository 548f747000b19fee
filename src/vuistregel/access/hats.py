"""From an account to an actor: the rooms that know who somebody is hand in the hats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vuistregel.access.actor import VISITOR, Actor, ActorKind, Hat
from vuistregel.access.models import Account

HatSource = Callable[[Account, date], list[Hat]]
_sources: list[HatSource] = []


def hats_from(source: HatSource) -> HatSource:
    """Register a source of hats: given an account and a day, the roles that it has on that day."""
    _sources.append(source)
    return source


def actor_of(account: Account | None, day: date) -> Actor:
    """The actor behind an account on a day. Nobody signed in, or a closed account, is a visitor."""
    if account is None or not account.is_active:
        return VISITOR
    hats = tuple(hat for source in _sources for hat in source(account, day))
    return Actor(ActorKind.PERSON, str(account.key), (*VISITOR.hats, *hats) if hats else (*VISITOR.hats, Hat("guest")))
