"""The mails of signing in. Each names no more than is needed to know whose link it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from vuistregel import clock, outbox
from vuistregel.access.signin.secrets import Fresh
from vuistregel.outbox import secret
from vuistregel.ui import days
from vuistregel.words import Words, same

if TYPE_CHECKING:
    from vuistregel.actions import Act

SUBJECT = Words("Inloggen bij Vuistregel", "Sign in to Vuistregel")
PASSWORD_SUBJECT = Words("Een wachtwoord kiezen voor Vuistregel", "Choose a password for Vuistregel")
PERSONAL_SUBJECT = Words("Uw nieuwe link", "Your new link")
CHANGED_SUBJECT = Words("Uw inloggegevens zijn veranderd", "Your sign-in details changed")


def address_of(name: str, **kwargs: str) -> str:
    """The whole address of a page, for in a mail."""
    return settings.ENVIRONMENT.url + reverse(name, kwargs=kwargs)


def way_in(name: str, fresh: Fresh) -> str:
    """The whole address of a page that lets in, marked as its reader's alone: for in a message, not for on a page."""
    return secret.link(address_of(name, token=fresh.token))


def for_one(greeting: str, fresh: Fresh) -> Words:
    """One person's link and code."""
    return Words(
        "Voor {name}:\n{url}\nOf vul deze code in: {code}\n",
        "For {name}:\n{url}\nOr fill in this code: {code}\n",
    ).with_(name=greeting, url=way_in("use_link", fresh), code=secret.code(fresh.shown_code))


def for_staff(greeting: str) -> Words:
    """Somebody who works at a school gets no link: they sign in with a second step."""
    return Words(
        "Voor {name}:\nU werkt bij een school. Log in als medewerker:\n{url}\n",
        "For {name}:\nYou work at a school. Sign in as staff:\n{url}\n",
    ).with_(name=greeting, url=address_of("account_login"))


def links(parts: list[Words], until: datetime) -> Words:
    """The mail with everybody's links."""
    return Words(
        "Goedendag,\n\nIemand vroeg om in te loggen bij Vuistregel, met dit e-mailadres.\n\n{parts}\n"
        "Een link of code werkt één keer, tot {until}.\nVroeg u dit niet? Dan hoeft u niets te doen.\n",
        "Hello,\n\nSomebody asked to sign in to Vuistregel with this e-mail address.\n\n{parts}\n"
        "A link or code works once, until {until}.\nYou did not ask for this? Then you need not do anything.\n",
    ).with_(parts=joined(parts), until=moment(until))


def password(fresh: Fresh, until: datetime) -> Words:
    """The mail with which staff choose a new password."""
    return Words(
        "Goedendag,\n\nIemand vroeg om een nieuw wachtwoord voor uw account bij Vuistregel.\n"
        "Met deze link kiest u het:\n{url}\n\nDe link werkt één keer, tot {until}.\n"
        "Vroeg u dit niet? Dan hoeft u niets te doen. Uw wachtwoord blijft hetzelfde.\n",
        "Hello,\n\nSomebody asked for a new password for your account at Vuistregel.\n"
        "You choose it with this link:\n{url}\n\nThe link works once, until {until}.\n"
        "You did not ask for this? Then you need not do anything. Your password stays the same.\n",
    ).with_(url=way_in("choose_password", fresh), until=moment(until))


def invitation(fresh: Fresh, login: str, until: datetime) -> Words:
    """The first mail to somebody who works at a school."""
    return Words(
        "Goedendag,\n\nUw school werkt met Vuistregel. U heeft nu een account: {login}.\n"
        "Met deze link kiest u een wachtwoord:\n{url}\n\nDe link werkt één keer, tot {until}.\n",
        "Hello,\n\nYour school works with Vuistregel. You now have an account: {login}.\n"
        "You choose a password with this link:\n{url}\n\nThe link works once, until {until}.\n",
    ).with_(login=login, url=way_in("choose_password", fresh), until=moment(until))


def personal(greeting: str, url: str, until: datetime) -> Words:
    """A new personal link for somebody whose earlier one was used or over."""
    return Words(
        "Goedendag {name},\n\nU vroeg om een nieuwe link. Hier is hij:\n{url}\n\n"
        "De link is alleen voor u en werkt één keer, tot {until}.\nVroeg u dit niet? Dan hoeft u niets te doen.\n",
        "Hello {name},\n\nYou asked for a new link. Here it is:\n{url}\n\n"
        "The link is for you alone and works once, until {until}.\nYou did not ask for this? "
        "Then you need not do anything.\n",
    ).with_(name=greeting, url=url, until=moment(until))


def changed(what: Words) -> Words:
    """Told after each change of how somebody signs in, so that a thief cannot do it in silence (ASVS 2.2.3)."""
    return Words(
        "Goedendag,\n\n{what}\n\nWas u dat niet? Vraag dan meteen hulp aan de administratie van uw school.\n",
        "Hello,\n\n{what}\n\nWas that not you? Then ask the office of your school for help at once.\n",
    ).with_(what=what)


def post(act: Act, *, board: int, holder: UUID, to: str, subject: Words, body: Words, language: str, key: str) -> None:
    """Put a mail in the outbox, in the transaction of this action."""
    row = apps.get_model("organisation", "Board").objects.filter(pk=board).first() if board else None
    outbox.post_mail(
        act, board=row, holder=holder, to=to, subject=subject, body=body, language=language, key=f"signin:{key}"
    )


def moment(until: datetime) -> Words:
    """`vandaag om 14.30 uur`."""
    return days.moment(until.astimezone(clock.AMSTERDAM), clock.today())


def joined(parts: list[Words]) -> Words:
    return Words("\n".join(part.nl for part in parts), "\n".join(part.en for part in parts)) if parts else same("-")
