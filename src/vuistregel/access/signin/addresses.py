"""Who can be reached at an address. Access knows accounts only; the room that knows people hands in its directory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from vuistregel.access.models import Account


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be reached at an address.

    `greeting` is the least by which people on one mailbox know whose link it is: a first name or initials.
    `account` is None for somebody who never signed in; the mail is in the `language` of the first.
    """

    person: UUID
    board: int
    greeting: str
    language: str = "nl"
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """Where somebody known can be written to. The address is for the mail only; no page shows it."""

    address: str
    greeting: str
    language: str = "nl"


class Directory(Protocol):
    """What the room that knows people can tell about them."""

    def recipients(self, address: str) -> list[Recipient]:
        """Everybody, over all boards, who may sign in and has this address. Empty when nobody has."""

    def account_of(self, person: UUID) -> Account | None:
        """The account of a person, made and connected where they had none; None when they may not sign in any more."""

    def reach(self, person: UUID) -> Reachable | None:
        """Where to write to a person; None when they have no address, or may not sign in any more."""

    def places(self, account: Account) -> dict[int, UUID]:
        """Every board where this account is or was somebody, with the key of that person."""


class _Nobody:
    """The directory of a house without people."""

    def recipients(self, address: str) -> list[Recipient]:
        return []

    def account_of(self, person: UUID) -> Account | None:
        return None

    def reach(self, person: UUID) -> Reachable | None:
        return None

    def places(self, account: Account) -> dict[int, UUID]:
        return {}


class AddressBook:
    """Holds the one directory of the house; asks it."""

    def __init__(self) -> None:
        self._directory: Directory = _Nobody()

    def register(self, directory: Directory) -> Directory:
        """Hand in the directory; the last one counts (a test puts its own in and the old one back)."""
        previous, self._directory = self._directory, directory
        return previous

    def recipients(self, address: str) -> list[Recipient]:
        return self._directory.recipients(address.strip())

    def account_of(self, person: UUID) -> Account | None:
        return self._directory.account_of(person)

    def reach(self, person: UUID) -> Reachable | None:
        return self._directory.reach(person)

    def places(self, account: Account) -> dict[int, UUID]:
        return self._directory.places(account)


address_book = AddressBook()
