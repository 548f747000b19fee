"""What allauth asks the house: sign-up is closed, tries are counted, secrets are encrypted, organisations only tie to
accounts that exist."""

# allauth ships no types, so its classes are Any to mypy.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from typing import Any, Final

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from vuistregel.access.actor import VISITOR
from vuistregel.access.models import Account
from vuistregel.access.signin import actions, secret_store, sessions, standing
from vuistregel.access.signin.limits import Attempt, LockedOut, attempt
from vuistregel.access.signin.networks import network_of
from vuistregel.access.tenancy import over_all_boards

#: The second step of whoever came through their organisation: the organisation asked for it.
ORGANISATION: Final = "organisation"


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, and what happens around a sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("De inlognaam of het wachtwoord klopt niet."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "incorrect_code": _("Deze code klopt niet. Een code werkt kort en één keer. Kijk naar de nieuwste."),
        "account_inactive": _("Dit account is gesloten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: accounts follow from memberships and guardianships."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; the same for a name that does not exist."""
        self._attempt = _attempt("password", str(credentials.get("username", "")), request)

    def _rollback_login_failed_rl_usage(self) -> None:
        """The password was right."""
        self._attempt.forgive()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        login = str(credentials.get("username", "")).strip().lower()
        account = Account.objects.filter(login=login).first()
        _fail(account, "password", request, self._attempt)

    def login(self, request: HttpRequest, user: Account) -> None:
        """The last stage is passed: make it a session of the house."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        way, factor = way_and_factor(records)
        sessions.begin(request, user, way=way, factor=factor)

    def logout(self, request: HttpRequest) -> None:
        sessions.end(request, sessions.Ended.SELF)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened; only a message that somebody wrote out is passed on."""
        if kwargs.get("message"):
            super().add_message(request, level, message=kwargs["message"])


def way_and_factor(records: list[dict[str, Any]]) -> tuple[str, str]:
    """How somebody came in, and by which second step, from allauth's notes on this sign-in."""
    methods = {record.get("method") for record in records}
    factor = next((str(r.get("type")) for r in reversed(records) if r.get("method") == "mfa"), "")
    if "socialaccount" in methods:
        return "organisation", factor or ORGANISATION
    if "password" in methods:
        return "password", factor
    return "passkey" if factor == "webauthn" else "password", factor


class SocialAdapter(DefaultSocialAccountAdapter):
    """Signing in through an organisation: OIDC, or SAML of the Entree Federatie."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Only an existing account of somebody who works at a school; nothing is kept of what else was told."""
        sociallogin.account.extra_data = {}
        if sociallogin.state.get("process") not in (None, "login"):
            raise ImmediateHttpResponse(redirect("account"))
        account = sociallogin.user if sociallogin.is_existing else known_account(sociallogin)
        if account is None or not account.is_active or not standing.is_staff(standing.actor_for(account)):
            raise ImmediateHttpResponse(redirect("organisation_unknown"))
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        _tie(request, sociallogin, account)


@over_all_boards("a first sign-in through an organisation is written in the log of the account's board")
def _tie(request: HttpRequest, sociallogin: SocialLogin, account: Account) -> None:
    actions.link_organisation(
        VISITOR,
        account=account,
        provider=str(sociallogin.account.provider),
        write=lambda: sociallogin.connect(request, account),
    )


def known_account(sociallogin: SocialLogin) -> Account | None:
    """The one open account that an organisation's sign-in belongs to, or None.

    OIDC: by an e-mail address that the organisation verified. SAML: by login, which the federation makes unique
    (`name@school`); a federation of many organisations does not vouch for addresses of one another.
    """
    if sociallogin.account.provider == "saml" or sociallogin.account.provider in settings.SAML_PROVIDERS:
        wanted = Q(login=str(sociallogin.account.uid).strip().lower())
    else:
        verified = [e.email.strip().lower() for e in sociallogin.email_addresses if e.verified]
        wanted = Q(pk__in=[])
        for address in verified:
            wanted |= Q(login=address) | Q(email__iexact=address)
    found = list(Account.objects.filter(wanted, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


class MfaAdapter(DefaultMFAAdapter):
    """Second steps: secrets encrypted, a QR code without another library."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Dit is uw laatste tweede stap. Stel eerst een andere in."),
    }

    def encrypt(self, text: str) -> str:
        return secret_store.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret_store.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=4, border=4, light="white", omitsize=True)

    def get_totp_issuer(self) -> str:
        return "Vuistregel"

    def get_totp_label(self, user: Account) -> str:
        return user.login

    def _get_user_identifier(self, user: Account) -> str:
        return user.login

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002  (allauth's own name)
        return str(_("Passkey"))


def check_code(user: Account, request: HttpRequest) -> Attempt:
    """Count one try at a code of the second step. Raises ValidationError with how long to wait."""
    return _attempt("code", str(user.key), request)


def code_failed(user: Account, request: HttpRequest, tried: Attempt) -> None:
    _fail(user, "code", request, tried)


def _attempt(what: str, name: str, request: HttpRequest) -> Attempt:
    try:
        return attempt(what, name=name, network=network_of(request))
    except LockedOut as locked:
        raise ValidationError(str(locked.words), code="locked") from locked


@over_all_boards("a failed sign-in is written in the log of the account's board")
def _fail(account: Account | None, way: str, request: HttpRequest, tried: Attempt) -> None:
    actions.fail(VISITOR, account=account, way=way, network=network_of(request), locked=tried.last)
