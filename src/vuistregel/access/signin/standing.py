"""Who an account is, for signing in: its actor, whether it is staff, its place in the house."""

from __future__ import annotations

from uuid import UUID

from vuistregel import clock
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.access.tenancy import over_all_boards


@over_all_boards("who somebody is must be known before their boards are")
def actor_for(account: Account) -> Actor:
    """The actor behind an account today."""
    return actor_of(account, clock.today())


def is_staff(actor: Actor) -> bool:
    """Does one of the actor's roles work at a school or board? Then a second step is asked."""
    roles = engine().matrix.roles
    return any(roles[role].staff for role in actor.roles if role in roles)


def place_of(actor: Actor) -> Subject:
    """Where a sign-in is written: the first board of the actor; the house itself for somebody of no board."""
    return Subject(board=min(actor.boards, default=0))


def persons_of(actor: Actor) -> tuple[UUID, ...]:
    """The keys of the persons that the actor is, each once."""
    return tuple(dict.fromkeys(hat.person_key for hat in actor.hats if hat.person_key is not None))


def rights_of(actor: Actor) -> str:
    """What changes when the actor's rights change: the session then gets a new id."""
    return " ".join(sorted(f"{hat.role}/{hat.board}/{hat.school or ''}" for hat in actor.hats))
