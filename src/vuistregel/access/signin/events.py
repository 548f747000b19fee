"""What signing in leaves behind. No address, no login, no password; networks only as a mark that holds for one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, person, plain, spoken
from vuistregel.words import Words

_FACTORS = spoken.by(
    {
        "totp": Words("een app met codes", "an app with codes"),
        "webauthn": Words("een passkey", "a passkey"),
        "recovery_codes": Words("herstelcodes", "recovery codes"),
        "all": Words("elke tweede stap", "every second factor"),
    }
)
_WAYS = spoken.by(
    {
        "password": Words("met een wachtwoord", "with a password"),
        "link": Words("met een link", "with a link"),
        "mailed code": Words("met een code uit een mail", "with a code from a mail"),
        "letter code": Words("met een code uit een brief", "with a code from a letter"),
        "passkey": Words("met een passkey", "with a passkey"),
        "organisation": Words("via de eigen organisatie", "by their own organisation"),
        "example": Words("in het voorbeeld", "in the example"),
    }
)
_WHY = spoken.by(
    {
        "self": Words("zelf", "by themselves"),
        "idle": Words("te lang niets gedaan", "idle for too long"),
        "absolute": Words("te lang ingelogd", "signed in for too long"),
        "elsewhere": Words("vanaf een ander apparaat", "from another device"),
        "staff": Words("medewerkers loggen op een andere manier in", "staff sign in another way"),
    }
)
_PURPOSES = spoken.by(
    {
        "sign_in": Words("om in te loggen", "to sign in"),
        "password": Words("om een wachtwoord te kiezen", "to choose a password"),
        "invitation": Words("als uitnodiging", "as an invitation"),
        "personal": Words("voor een eigen bladzijde", "for a page of their own"),
    }
)
_LANGUAGES = spoken.by({"nl": Words("Nederlands", "Dutch"), "en": Words("Engels", "English")})


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody came in. `way` is password, organisation, passkey, link or example; `factor` the second step."""

    kind: ClassVar[str] = "signin.signed_in"
    says: ClassVar[Words] = Words("{subject} logde in ({way}).", "{subject} signed in ({way}).")
    persons: tuple[UUID, ...] = person()
    way: str = plain(spoken=_WAYS)
    factor: str = plain(spoken=_FACTORS)


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A session ended: by the person, by a term, from another device, or because the account or password changed."""

    kind: ClassVar[str] = "signin.signed_out"
    says: ClassVar[Words] = Words(
        "{subject} werd uitgelogd ({why}), {sessions} keer.", "{subject} was signed out ({why}), {sessions} times."
    )
    persons: tuple[UUID, ...] = person()
    why: str = plain(spoken=_WHY)
    sessions: int = plain()


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A wrong password or code. `persons` is empty when the name belongs to nobody."""

    kind: ClassVar[str] = "signin.failed"
    says: ClassVar[Words] = Words(
        "Inloggen mislukte ({way}), netwerk {network}.", "Signing in failed ({way}), network {network}."
    )
    persons: tuple[UUID, ...] = person()
    way: str = plain(spoken=_WAYS)
    network: str = plain()


@dataclass(frozen=True, kw_only=True)
class SignInLocked(Event):
    """The try after which the next one has to wait."""

    kind: ClassVar[str] = "signin.locked"
    says: ClassVar[Words] = Words(
        "Inloggen mislukte te vaak ({way}), netwerk {network}: wachttijd.",
        "Signing in failed too often ({way}), network {network}: waiting time.",
    )
    persons: tuple[UUID, ...] = person()
    way: str = plain(spoken=_WAYS)
    network: str = plain()


@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(Event):
    """Somebody added a way to prove that it is them."""

    kind: ClassVar[str] = "signin.factor_set"
    says: ClassVar[Words] = Words("{subject} stelde {factor} in.", "{subject} set up {factor}.")
    persons: tuple[UUID, ...] = person()
    factor: str = plain(spoken=_FACTORS)


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """A way to prove that it is them was taken away, by themselves or by the operator."""

    kind: ClassVar[str] = "signin.factor_removed"
    says: ClassVar[Words] = Words(
        "{actor} verwijderde {factor} van {subject}.", "{actor} removed {factor} of {subject}."
    )
    persons: tuple[UUID, ...] = person()
    factor: str = plain(spoken=_FACTORS)


@dataclass(frozen=True, kw_only=True)
class PasswordChosen(Event):
    """Somebody chose a password; all their sessions ended."""

    kind: ClassVar[str] = "signin.password_chosen"
    says: ClassVar[Words] = Words("{subject} koos een nieuw wachtwoord.", "{subject} chose a new password.")
    persons: tuple[UUID, ...] = person()


@dataclass(frozen=True, kw_only=True)
class LinkAsked(Event):
    """One-time links were asked for at an address; `links` is how many were sent, 0 when nobody has that address."""

    kind: ClassVar[str] = "signin.link_asked"
    says: ClassVar[Words] = Words(
        "Er werd een link gevraagd ({purpose}); verstuurd: {links}.", "A link was asked for ({purpose}); sent: {links}."
    )
    persons: tuple[UUID, ...] = person()
    purpose: str = plain(spoken=_PURPOSES)
    links: int = plain()


@dataclass(frozen=True, kw_only=True)
class LinkUsed(Event):
    """A one-time link or its code was used, and is used up."""

    kind: ClassVar[str] = "signin.link_used"
    says: ClassVar[Words] = Words("{subject} gebruikte een link ({purpose}).", "{subject} used a link ({purpose}).")
    persons: tuple[UUID, ...] = person()
    purpose: str = plain(spoken=_PURPOSES)


@dataclass(frozen=True, kw_only=True)
class OrganisationLinked(Event):
    """The sign-in of somebody's organisation was tied to their account."""

    kind: ClassVar[str] = "signin.organisation_linked"
    says: ClassVar[Words] = Words(
        "De inlog van de organisatie ({provider}) hoort nu bij {subject}.",
        "The organisation's sign-in ({provider}) now belongs to {subject}.",
    )
    persons: tuple[UUID, ...] = person()
    provider: str = plain()


@dataclass(frozen=True, kw_only=True)
class LanguageChosen(Event):
    """Somebody chose the language in which the house speaks to them."""

    kind: ClassVar[str] = "signin.language_chosen"
    says: ClassVar[Words] = Words("{subject} koos een taal: {language}.", "{subject} chose a language: {language}.")
    persons: tuple[UUID, ...] = person()
    language: str = plain(spoken=_LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """An account can no longer sign in; its sessions ended."""

    kind: ClassVar[str] = "signin.account_closed"
    says: ClassVar[Words] = Words(
        "{actor} sloot het account van {subject}.", "{actor} closed the account of {subject}."
    )
    persons: tuple[UUID, ...] = person()


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """A closed account can sign in again."""

    kind: ClassVar[str] = "signin.account_opened"
    says: ClassVar[Words] = Words(
        "{actor} opende het account van {subject} weer.", "{actor} opened the account of {subject} again."
    )
    persons: tuple[UUID, ...] = person()
