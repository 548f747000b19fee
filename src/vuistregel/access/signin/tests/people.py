"""Builders: a board, its staff and guardians, and the directory that access asks about them."""

from __future__ import annotations

import time
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from vuistregel import keys
from vuistregel.access.models import Account
from vuistregel.access.signin.addresses import Reachable, Recipient
from vuistregel.organisation.models import Board, Membership, Person
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.opened import body_of

PASSWORD = "een zin die niemand raadt 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_number = count(1)


class House:
    """One board and its people; also their directory."""

    def __init__(self) -> None:
        self.addresses: dict[str, list[Person]] = {}

    @cached_property
    def board(self) -> Board:
        return Board.objects.create(name=f"Stichting De Kantlijn {next(_number)}")

    def person(
        self, name: str = "Anna", account: Account | None = None, address: str = "", board: Board | None = None
    ) -> Person:
        board = board or self.board
        person = Person.objects.create(board=board, call_name=name, family_name="Bloem", account=account)
        keys.new_holder(board.key, "person", person.key)
        if address:
            self.addresses.setdefault(address.lower(), []).append(person)
        return person

    def account(self, login: str = "", **fields: Any) -> Account:
        return Account.objects.create_user(login or f"account{next(_number)}@kantlijn.example", **fields)

    def staff(self, login: str = "", role: str = "privacy_officer", factor: bool = True, **fields: Any) -> Account:
        """Somebody with a password and a role; with `factor` also with an app of which the secret is SECRET."""
        login = login or f"medewerker{next(_number)}@kantlijn.example"
        account = self.account(login, password=PASSWORD, **({"email": login} | fields))
        person = self.person("Ilse", account)
        Membership.objects.create(board=self.board, person=person, role=role, since=date(2020, 8, 1))
        if factor:
            TOTP.activate(account, SECRET)
        return account

    def recipients(self, address: str) -> list[Recipient]:
        return [
            Recipient(person=p.key, board=p.board_id, greeting=p.call_name, account=p.account)
            for p in self.addresses.get(address.lower(), [])
        ]

    def account_of(self, person: UUID) -> Account | None:
        found = Person.objects.get(key=person)
        if found.account is None:
            found.account = self.account()
            found.save()
        return found.account

    def reach(self, person: UUID) -> Reachable | None:
        for address, people in self.addresses.items():
            for found in people:
                if found.key == person:
                    return Reachable(address, found.call_name)
        return None

    def places(self, account: Account) -> dict[int, UUID]:
        return {p.board_id: p.key for p in Person.objects.filter(account=account)}


def code_now(secret: str = SECRET) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(client: Client, account: Account, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/account/inloggen/", {"login": account.login, "password": password}, **extra)


def sign_in(client: Client, account: Account) -> Any:
    """All the way in: password, and the second step where there is one."""
    response = give_password(client, account)
    if Authenticator.objects.filter(user=account, type="totp").exists():
        response = client.post("/account/inloggen/tweede-stap/", {"code": code_now()})
    return response


def mails() -> list[tuple[str, ...]]:
    """To whom, and what: the outbox, opened."""
    return [
        (
            keys.unseal(i.holder, "outbox.recipient", bytes(i.recipient)),
            body_of(i),
        )
        for i in OutboxItem.objects.order_by("pk")
    ]
