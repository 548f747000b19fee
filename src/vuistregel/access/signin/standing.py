"""Who an account is, for signing in: its actor, whether it is staff, its place in the house."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from vuistregel import clock
from vuistregel.access.actor import HOUSE, Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.tenancy import over_all_boards


@dataclass(frozen=True, slots=True)
class Place:
    """In whose log a sign-in is written: one board, and the person whom the account is there. Never another board's."""

    subject: Subject
    persons: tuple[UUID, ...]


@over_all_boards("who somebody is must be known before their boards are")
def actor_for(account: Account) -> Actor:
    """The actor behind an account today."""
    return actor_of(account, clock.today())


def is_staff(actor: Actor) -> bool:
    """Does one of the actor's roles work at a school or board? Then a second step is asked."""
    roles = engine().matrix.roles
    return any(roles[role].staff for role in actor.roles if role in roles)


@over_all_boards("where somebody is known must be known before their boards are")
def place_of(account: Account) -> Place:
    """The first board that knows this account, and who they are there."""
    places = address_book.places(account) or {
        hat.board: hat.person_key for hat in actor_for(account).hats if hat.board and hat.person_key
    }
    if not places:
        return Place(HOUSE, ())
    board = min(places)
    return Place(Subject(board=board), (places[board],))


def rights_of(actor: Actor) -> str:
    """What changes when the actor's rights change: the session then gets a new id."""
    return " ".join(sorted(f"{hat.role}/{hat.board}/{hat.school or ''}" for hat in actor.hats))
