"""Who can be reached at an address and may sign in: what signing in asks of the room that knows people.

An address is found by its keyed hash, which differs per board; two people on one mailbox are two answers. Whoever has
no open role, no child and no say of their own gets no link, however well we know the address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from vuistregel import clock, keys, norms
from vuistregel.access.models import Account
from vuistregel.access.signin.addresses import Reachable, Recipient, address_book
from vuistregel.access.tenancy import over_all_boards
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.models import (
    Authority,
    Board,
    ContactDetail,
    ContactKind,
    ContactRestriction,
    Guardianship,
    Membership,
    Person,
    Pupil,
)
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import restrictions_on

#: How many people one query asks for.
_BATCH = 500
_WHY = "somebody who signs in is looked for before their board is known"


class HouseDirectory:
    """The people of all boards, as signing in may ask for them."""

    @over_all_boards(_WHY)
    def recipients(self, address: str) -> list[Recipient]:
        """Everybody who may sign in and has this address, in the order of their boards."""
        if "@" not in address:
            return []
        hashes = {board: keys.blind(key, "contact", address) for board, key in Board.objects.values_list("pk", "key")}
        boards = defaultdict(list)
        for board, hash_ in hashes.items():
            boards[hash_].append(board)
        details = ContactDetail.objects.filter(kind=ContactKind.EMAIL, lookup__in=list(boards))
        known = {row.person_id for row in details if row.board_id in boards[bytes(row.lookup)]}
        people = Person.objects.filter(pk__in=known) | Person.objects.filter(account__email__iexact=address)
        rows = list(
            people.filter(merged_into__isnull=True).select_related("account").order_by("board", "pk").distinct()
        )
        allowed = may_sign_in({row.pk for row in rows}, clock.today())
        return [
            Recipient(
                person=row.key,
                board=row.board_id,
                greeting=row.short_name,
                language=row.account.language if row.account else "nl",
                account=row.account if row.account and row.account.is_active else None,
            )
            for row in rows
            if row.pk in allowed and (row.account is None or row.account.is_active)
        ]

    @over_all_boards(_WHY)
    def account_of(self, person: UUID) -> Account | None:
        """The account of a person, made and connected at their first sign-in; None when they may not sign in."""
        row = Person.objects.filter(key=person, merged_into__isnull=True).select_related("account").first()
        if row is None or row.pk not in may_sign_in({row.pk}, clock.today()):
            return None
        if row.account is not None:
            return row.account if row.account.is_active else None
        account = Account.objects.create_user(f"link-{row.key}")
        row.change(shown=None, account=account)
        return account

    @over_all_boards(_WHY)
    def reach(self, person: UUID) -> Reachable | None:
        """Where to write to somebody who may sign in; None when they have no address of any kind."""
        row = Person.objects.filter(key=person, merged_into__isnull=True).select_related("account").first()
        if row is None or row.pk not in may_sign_in({row.pk}, clock.today()):
            return None
        address = mail_addresses({row.pk: row.key}).get(row.pk) or (row.account.email if row.account else "")
        return Reachable(address, row.short_name, row.account.language if row.account else "nl") if address else None

    @over_all_boards(_WHY)
    def places(self, account: Account) -> dict[int, UUID]:
        """Every board where this account is or was somebody."""
        return dict(Person.objects.filter(account=account).order_by("board").values_list("board", "key"))


def mail_addresses(persons: Mapping[int, UUID]) -> dict[int, str]:
    """The e-mail address of each of these people who has one; see `reached_at`."""
    return reached_at(persons, ContactKind.EMAIL)


def reached_at(persons: Mapping[int, UUID], kind: ContactKind) -> dict[int, str]:
    """Where each of these people is reached, by person id; `persons` gives their holders.

    Of several the one that was kept last. For writing to them only: what a page may show is asked of `contacts`.
    """
    found: dict[int, str] = {}
    ids = list(persons)
    for start in range(0, len(ids), _BATCH):
        rows = list(
            ContactDetail.objects.filter(person__in=ids[start : start + _BATCH], kind=kind)
            .order_by("pk")
            .values_list("person", "sealed")
        )
        values = keys.unseal_what_remains(
            (persons[person], f"contact.{kind}", bytes(sealed)) for person, sealed in rows
        )
        found |= {person: value for (person, _), value in zip(rows, values, strict=True) if value}
    return found


def may_sign_in(persons: Iterable[int], day: date) -> set[int]:
    """Of these people those who are somebody here on a day: staff, guardians of present pupils, pupils with a say."""
    wanted = set(persons)
    return _staff(wanted, day) | _guardians(wanted, day) | _pupils(wanted, day)


def _staff(persons: set[int], day: date) -> set[int]:
    return set(Membership.objects.filter(open_on(day), person__in=persons).values_list("person", flat=True))


def _guardians(persons: set[int], day: date) -> set[int]:
    """Not who has no authority, nor who may not learn about the child: those pages would stay empty."""
    banned = set(
        restrictions_on(day)
        .filter(person__in=persons, kind=ContactRestriction.Kinds.NO_INFORMATION)
        .values_list("person", "pupil")
    )
    rows = Guardianship.objects.filter(open_on(day), present_on(day, "pupil__"), person__in=persons)
    pairs = rows.exclude(authority=Authority.NO).values_list("person", "pupil")
    return {person for person, pupil in pairs if (person, pupil) not in banned}


def _pupils(persons: set[int], day: date) -> set[int]:
    found = set()
    rows = Pupil.objects.filter(present_on(day), person__in=persons, person__birth_date__isnull=False)
    for person, born, sector in rows.values_list("person", "person__birth_date", "school__sector"):
        of_day = norms.on(day, sector=sector)
        own = of_day.get("age.withdraw-self") or of_day["age.own-decision"]
        if born is not None and birthday(born, own.amount) <= day:
            found.add(person)
    return found


address_book.register(HouseDirectory())
