"""The verbs of sessions and accounts: coming in, going out, failing, what one signs in with, closing and opening."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator

from vuistregel.access.actor import HOUSE, Subject
from vuistregel.access.engine import engine
from vuistregel.access.models import Account
from vuistregel.access.signin import events, mail, networks, standing
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.actions import Act, action
from vuistregel.words import Words

R = TypeVar("R")

FACTORS: dict[str, Words] = {
    "totp": Words("een app met codes", "an app with codes"),
    "webauthn": Words("een passkey", "a passkey"),
    "recovery_codes": Words("herstelcodes", "recovery codes"),
}


def _of(account: Account, **_: Any) -> Subject:
    return standing.place_of(account).subject


def _of_session(opened: OpenSession, **_: Any) -> Subject:
    return _of(opened.account)


def _of_sessions(sessions: Iterable[int], **_: Any) -> Subject:
    first = OpenSession.objects.filter(pk__in=list(sessions)).select_related("account").first()
    return _of(first.account) if first else HOUSE


@action(category="session", verb="write", subject=_of_session)
def sign_in(act: Act, *, opened: OpenSession) -> None:
    """Write that somebody came in, and keep the session."""
    opened.save()
    act.record(events.SignedIn(persons=standing.place_of(opened.account).persons, way=opened.way, factor=opened.factor))


@action(category="session", verb="write", subject=_of_sessions)
def sign_out(act: Act, *, sessions: list[int], why: str) -> None:
    """End these sessions of one account."""
    rows = OpenSession.objects.filter(pk__in=sessions).select_related("account")
    persons = standing.place_of(rows[0].account).persons if rows else ()
    ended, _ = rows.delete()
    act.record(events.SignedOut(persons=persons, why=why, sessions=ended))


@action(category="session", verb="write", subject=lambda account, **_: _of(account) if account else HOUSE)
def fail(act: Act, *, account: Account | None, way: str, network: str, locked: bool) -> None:
    """Write that a password or code was wrong; nobody is told whether the name exists."""
    persons = standing.place_of(account).persons if account else ()
    kind = events.SignInLocked if locked else events.SignInFailed
    act.record(kind(persons=persons, way=way, network=networks.tag(network, act.day)))


@action(category="account", verb="write", subject=_of)
def set_second_factor(act: Act, *, account: Account, factor: str, write: Callable[[], R]) -> R:
    """Add a way by which somebody proves that it is them. `write` stores it."""
    result = write()
    act.record(events.SecondFactorSet(persons=standing.place_of(account).persons, factor=factor))
    tell(
        act,
        account,
        Words("U logt voortaan ook in met {factor}.", "From now on you also sign in with {factor}.").with_(
            factor=FACTORS[factor]
        ),
    )
    return result


@action(category="account", verb="write", subject=_of)
def remove_second_factor(act: Act, *, account: Account, factor: str, write: Callable[[], object]) -> None:
    """Take away a way by which somebody proves that it is them."""
    write()
    act.record(events.SecondFactorRemoved(persons=standing.place_of(account).persons, factor=factor))
    tell(
        act,
        account,
        Words("U logt niet meer in met {factor}.", "You no longer sign in with {factor}.").with_(
            factor=FACTORS[factor]
        ),
    )


@action(category="accounts", verb="manage", subject=_of)
def reset_second_factors(act: Act, *, account: Account) -> int:
    """Take away every second step of somebody who lost theirs; at the next sign-in they set one up anew."""
    removed: int = Authenticator.objects.filter(user=account).delete()[0]
    OpenSession.objects.filter(account=account).delete()
    act.record(events.SecondFactorRemoved(persons=standing.place_of(account).persons, factor="all"))
    return removed


@action(category="account", verb="write", subject=_of)
def change_password(act: Act, *, account: Account, password: str) -> None:
    """Choose another password; every session of the account ends."""
    _set_password(act, account, password)


@action(category="session", verb="write", subject=lambda link, **_: Subject(board=link.board))
def choose_password(act: Act, *, link: OneTimeLink, password: str) -> None:
    """Choose a password with a one-time link, which is used up by it; every session of the account ends."""
    if link.account is None:
        raise ValueError("A link for a password is always for an account.")
    OneTimeLink.objects.filter(account=link.account, purpose=link.purpose, used_at=None).update(used_at=act.moment)
    _set_password(act, link.account, password)


def _set_password(act: Act, account: Account, password: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    OpenSession.objects.filter(account=account).delete()
    act.record(events.PasswordChosen(persons=standing.place_of(account).persons))
    tell(act, account, Words("Uw wachtwoord is veranderd.", "Your password was changed."))


@action(category="account", verb="write", subject=_of)
def choose_language(act: Act, *, account: Account, language: str) -> None:
    """Choose the language in which pages and mails speak."""
    account.language = language
    account.save(update_fields=["language"])
    act.record(events.LanguageChosen(persons=standing.place_of(account).persons, language=language))


@action(category="session", verb="write", subject=_of)
def link_organisation(act: Act, *, account: Account, provider: str, write: Callable[[], object]) -> None:
    """Tie the sign-in of an organisation to an account that already exists."""
    write()
    act.record(events.OrganisationLinked(persons=standing.place_of(account).persons, provider=provider))


@action(category="accounts", verb="manage", subject=lambda board, **_: Subject(board=board))
def close_account(act: Act, *, account: Account, board: int) -> None:
    """Close an account: it can no longer sign in, its sessions end. Who serves several boards must be closed by all."""
    _demand_every_board(act, account, board)
    account.is_active = False
    account.save(update_fields=["is_active"])
    OpenSession.objects.filter(account=account).delete()
    OneTimeLink.objects.filter(account=account, used_at=None).update(used_at=act.moment)
    act.record(events.AccountClosed(persons=standing.place_of(account).persons))


@action(category="accounts", verb="manage", subject=lambda board, **_: Subject(board=board))
def open_account(act: Act, *, account: Account, board: int) -> None:
    """Let a closed account sign in again."""
    _demand_every_board(act, account, board)
    account.is_active = True
    account.save(update_fields=["is_active"])
    act.record(events.AccountOpened(persons=standing.place_of(account).persons))


def tell(act: Act, account: Account, what: Words) -> None:
    """Mail the owner of an account that their sign-in changed; nothing where no address or person is known."""
    place = standing.place_of(account)
    if not account.email or not place.persons:
        return
    mail.post(
        act,
        board=place.subject.board,
        holder=place.persons[0],
        to=account.email,
        subject=mail.CHANGED_SUBJECT,
        body=mail.changed(what),
        language=account.language,
        key=f"changed:{act.correlation}",
    )


def _demand_every_board(act: Act, account: Account, board: int) -> None:
    """A board decides about its own people only; for somebody of two boards one must manage both."""
    for other in {board, *address_book.places(account)}:
        act.demand(engine().decide(act.actor, "manage", "accounts", Subject(board=other)))
