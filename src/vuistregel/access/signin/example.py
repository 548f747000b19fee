"""Sign-ins of the example: a button per role, without a password. They exist in the example set-up only."""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel.access.models import Account
from vuistregel.words import Words

#: The way and the second step of such a session. Outside the example the gate takes neither.
EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class ExampleSignIn:
    """One button: what it says, and which account it opens."""

    slug: str
    label: Words
    account_login: str


_sign_ins: dict[str, ExampleSignIn] = {}


def register_example(slug: str, label: Words, account_login: str) -> None:
    """Offer an account of the example. The same slug again replaces it."""
    _sign_ins[slug] = ExampleSignIn(slug, label, account_login)


def examples() -> list[ExampleSignIn]:
    """The buttons in the order in which they were registered."""
    return list(_sign_ins.values())


def account_of(slug: str) -> Account | None:
    """The account behind a button; None when there is no such button or its account was not made (yet)."""
    chosen = _sign_ins.get(slug)
    if chosen is None:
        return None
    return Account.objects.filter(login=chosen.account_login.lower(), is_active=True).first()
