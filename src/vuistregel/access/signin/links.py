"""One-time links and codes: anybody asks, whoever has the address gets them, one press of a button uses them up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F, Q

from vuistregel import clock, norms
from vuistregel.access.actor import Subject
from vuistregel.access.models import Account
from vuistregel.access.signin import events, mail, secrets, standing
from vuistregel.access.signin.addresses import Recipient, address_book
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.secrets import Fresh
from vuistregel.actions import Act, NotHere, action
from vuistregel.decisions import Reason, no
from vuistregel.words import Words

Purpose = OneTimeLink.Purpose

_STAFF = no(
    Reason(
        Words(
            "U werkt bij een school. Medewerkers loggen in met een wachtwoord en een tweede stap.",
            "You work at a school. Staff sign in with a password and a second step.",
        ),
        norm="access.need-to-know",
    )
)


def _board(board: int, **_: object) -> Subject:
    return Subject(board=board)


def _at(board: int, school: int | None = None, **_: object) -> Subject:
    return Subject(board=board, school=school)


def _of(account: Account, **_: object) -> Subject:
    return standing.place_of(account).subject


def _of_link(link: OneTimeLink, **_: object) -> Subject:
    return Subject(board=link.board)


@action(category="session", verb="write", subject=_board)
def ask_for_links(act: Act, *, board: int, address: str, recipients: list[Recipient], asked: UUID) -> None:
    """Send everybody of one board who has this address a link of their own, all in one mail to that address."""
    until = act.norms().add("signin.link.term", act.moment)
    parts: list[Words] = []
    persons: list[UUID] = []
    sent = 0
    for recipient in recipients:
        persons.append(recipient.person)
        if recipient.account and standing.is_staff(standing.actor_for(recipient.account)):
            parts.append(mail.for_staff(recipient.greeting))
            continue
        fresh = secrets.fresh()
        _make(
            fresh, Purpose.SIGN_IN, act.moment, until,
            account=recipient.account, person=recipient.person, board=board, asked=asked,
        )  # fmt: skip
        parts.append(mail.for_one(recipient.greeting, fresh))
        sent += 1
    act.record(events.LinkAsked(persons=tuple(persons), purpose=Purpose.SIGN_IN.value, links=sent))
    if recipients:
        mail.post(
            act, board=board, holder=recipients[0].person, to=address, subject=mail.SUBJECT,
            body=mail.links(parts, until), language=recipients[0].language, key=f"link:{act.correlation}",
        )  # fmt: skip


@action(category="session", verb="write", subject=_of)
def ask_for_password(act: Act, *, account: Account) -> None:
    """Send somebody who works at a school a link with which they choose a new password."""
    until = act.norms().add("signin.link.term", act.moment)
    place = standing.place_of(account)
    fresh = secrets.fresh()
    _make(fresh, Purpose.PASSWORD, act.moment, until, account=account, board=place.subject.board)
    act.record(events.LinkAsked(persons=place.persons, purpose=Purpose.PASSWORD.value, links=1))
    _mail_account(act, account, mail.PASSWORD_SUBJECT, mail.password(fresh, until))


@action(category="staff", verb="write", subject=_at)
def invite(act: Act, *, account: Account, board: int, school: int | None = None) -> None:
    """Send a new member of staff a link with which they choose their first password; whoever added them may."""
    until = act.norms().add("signin.invitation.term", act.moment)
    fresh = secrets.fresh()
    _make(fresh, Purpose.INVITATION, act.moment, until, account=account, board=board)
    person = address_book.places(account).get(board)
    act.record(events.LinkAsked(persons=(person,) if person else (), purpose=Purpose.INVITATION.value, links=1))
    _mail_account(act, account, mail.SUBJECT, mail.invitation(fresh, account.login, until))


@action(category="accounts", verb="manage", subject=_of)
def make_link(act: Act, *, account: Account) -> str:
    """Make a link for somebody who is locked out, and hand its address to whoever asks (the operator)."""
    actor = standing.actor_for(account)
    purpose = Purpose.PASSWORD if standing.is_staff(actor) else Purpose.SIGN_IN
    fresh = secrets.fresh()
    until = act.norms().add("signin.link.term", act.moment)
    _make(fresh, purpose, act.moment, until, account=account, board=act.subject.board)
    act.record(events.LinkAsked(persons=standing.place_of(account).persons, purpose=purpose.value, links=1))
    name = "choose_password" if purpose is Purpose.PASSWORD else "use_link"
    return mail.address_of(name, token=fresh.token)


@action(category="session", verb="write", subject=_of_link)
def use_link(act: Act, *, link: OneTimeLink) -> Account:
    """Use a link or code up, and say whose account it opens. Raises NotHere when it was used or its term is over."""
    # One statement decides: of two who press at once, one comes in.
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=act.moment).update(used_at=act.moment):
        raise NotHere
    account = link.account
    if account is None and link.person is not None:
        account = address_book.account_of(link.person)
    if account is None or not account.is_active:
        raise NotHere
    if standing.is_staff(standing.actor_for(account)):
        act.refuse(_STAFF)
    act.record(events.LinkUsed(persons=standing.place_of(account).persons, purpose=link.purpose))
    return account


def alive(token: str, *purposes: str) -> OneTimeLink | None:
    """The link behind a token, while it can be used; None for anything else."""
    return (
        OneTimeLink.objects.filter(
            token_hash=secrets.token_hash(token), purpose__in=purposes, used_at=None, expires_at__gt=clock.now()
        )
        .select_related("account")
        .first()
    )


def by_code(code: str, asked: UUID) -> OneTimeLink | None:
    """The link behind a code that was asked for here. A wrong code is counted with every link of the request."""
    rows = OneTimeLink.objects.filter(
        asked=asked, purpose=Purpose.SIGN_IN, used_at=None, expires_at__gt=clock.now(), tries__lt=_most_tries()
    )
    found = rows.filter(code_hash=secrets.code_hash(code, asked, settings.SECRET_KEY)).select_related("account").first()
    if found is None:
        rows.update(tries=F("tries") + 1)
    return found


def sweep(moment: datetime) -> int:
    """Take away links that can no longer be used. Returns how many; `tick` calls it."""
    over = Q(kept_until=None, expires_at__lte=moment) | Q(kept_until__lte=moment)
    return OneTimeLink.objects.filter(over).delete()[0]


def _most_tries() -> int:
    return norms.on(clock.today()).number("signin.attempts.max")


def _make(
    fresh: Fresh,
    purpose: Purpose,
    made_at: datetime,
    until: datetime,
    *,
    account: Account | None,
    board: int,
    person: UUID | None = None,
    asked: UUID | None = None,
) -> None:
    asked = asked or uuid4()
    OneTimeLink.objects.create(
        purpose=purpose,
        account=account,
        person=person,
        board=board,
        token_hash=secrets.token_hash(fresh.token),
        code_hash=secrets.code_hash(fresh.code, asked, settings.SECRET_KEY),
        asked=asked,
        made_at=made_at,
        expires_at=until,
    )


def _mail_account(act: Act, account: Account, subject: Words, body: Words) -> None:
    place = standing.place_of(account)
    if not account.email or not place.persons:
        return
    mail.post(
        act, board=place.subject.board, holder=place.persons[0], to=account.email, subject=subject, body=body,
        language=account.language, key=f"link:{act.correlation}",
    )  # fmt: skip
