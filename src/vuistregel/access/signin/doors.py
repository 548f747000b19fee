"""What the pages of the way in do: look up who it is, over all boards, and let them in."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.contrib.auth import login
from django.db.models import Q
from django.http import HttpRequest

from vuistregel.access.actor import VISITOR
from vuistregel.access.models import Account
from vuistregel.access.signin import actions, links, personal, sessions, standing
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.limits import attempt
from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.access.signin.secrets import plain_code
from vuistregel.access.tenancy import over_all_boards
from vuistregel.actions import NotHere


@over_all_boards("an address is asked of every board: the visitor does not say which one is theirs")
def send_links(address: str, asked: UUID) -> None:
    """Send whoever has this address their links, one mail per board; write also that nobody has it."""
    found = sorted(address_book.recipients(address), key=attrgetter("board"))
    if not found:
        links.ask_for_links(VISITOR, board=0, address=address, recipients=[], asked=asked)
    for board, recipients in groupby(found, key=attrgetter("board")):
        links.ask_for_links(VISITOR, board=board, address=address, recipients=list(recipients), asked=asked)


@over_all_boards("an account is looked up by login before its boards are known")
def send_password_links(login_or_address: str) -> None:
    """Send a link to every open staff account with this login or address; to nobody else."""
    wanted = login_or_address.strip()
    accounts = Account.objects.filter(Q(login=wanted.lower()) | Q(email__iexact=wanted), is_active=True).exclude(
        email=""
    )
    for account in accounts:
        if standing.is_staff(standing.actor_for(account)):
            links.ask_for_password(VISITOR, account=account)


@over_all_boards("a link is used before the person's board is known")
def use(link: OneTimeLink) -> Account:
    """Use up a link. Raises NotHere when somebody was first, Refused for staff."""
    return links.use_link(VISITOR, link=link)


@over_all_boards("a code is used before the person's board is known")
def by_code(code: str, asked: UUID, network: str) -> Account | None:
    """Whose account a code opens, or None. Raises LockedOut after too many wrong ones."""
    tried = attempt("mailed-code", name=asked.hex, network=network)
    link = links.by_code(code, asked)
    if link is None:
        actions.fail(VISITOR, account=None, way="mailed code", network=network, locked=tried.last)
        return None
    try:
        account = links.use_link(VISITOR, link=link)
    except NotHere:
        return None
    tried.forgive()
    return account


@over_all_boards("a code from a letter is typed before the person's board is known")
def by_letter(code: str, network: str) -> OneTimeLink | None:
    """The personal link behind a letter's code, or None. Raises LockedOut after too many wrong ones."""
    tried = attempt("letter-code", name=plain_code(code), network=network)
    link = personal.by_code(code)
    if link is None:
        actions.fail(VISITOR, account=None, way="letter code", network=network, locked=tried.last)
        return None
    tried.forgive()
    return link


@over_all_boards("whoever holds a link that is over may have a new one before their board is known")
def send_again(link: OneTimeLink, network: str) -> None:
    """Mail a new personal link to whom the old one was for. Raises LockedOut when it is asked too often."""
    attempt("new-link", name=str(link.person), network=network)
    personal.send_again(VISITOR, link=link)


@over_all_boards("a password is chosen before the person's board is known")
def choose_password(link: OneTimeLink, password: str) -> None:
    actions.choose_password(VISITOR, link=link, password=password)


def enter(request: HttpRequest, account: Account, *, way: str, factor: str = "") -> OpenSession:
    """Let somebody in without allauth's stages: by link, or in the example. The session gets a new id."""
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return sessions.begin(request, account, way=way, factor=factor)
