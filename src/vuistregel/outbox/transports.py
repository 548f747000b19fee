"""How something leaves: by SMTP, by a web call, or not at all while there is no mail server."""

from __future__ import annotations

import http.client
import smtplib
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

from vuistregel.outbox.reaching import NotPublic, PublicHttps

#: Seconds to wait for the other side, per step of the conversation.
TIMEOUT: Final = 20


class Outcome(StrEnum):
    SENT = "sent"
    AGAIN = "again"
    NEVER = "never"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One item in the clear, for as long as the sending takes."""

    uid: UUID
    key: str
    to: str
    subject: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()


class NoEncryption(smtplib.SMTPException):
    """The mail server offers no TLS, and this house sends nothing in the clear."""


def send_mail(parcel: Parcel, mail_url: str, sender: str, *, need_tls: bool) -> tuple[Outcome, str]:
    """Send one mail. The Message-ID follows from the item, so that a copy can be recognised as such.

    `need_tls` (production) refuses a server that offers no encryption; the mail then waits. UNSURE when the server may
    have taken it and the answer was lost: such a mail is not sent again by itself.
    """
    try:
        message = _message(parcel, sender)
    except ValueError:  # a line break in an address, letters that no header can hold
        return Outcome.NEVER, "not_a_message"
    try:
        server = _connect(mail_url, need_tls=need_tls)
    except (OSError, smtplib.SMTPException) as error:  # nothing was handed over yet: a wrong password waits as well
        return Outcome.AGAIN, _code(error)
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(max(code for code, _ in error.recipients.values()), "recipient_refused")
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, f"smtp_{error.smtp_code}")
    except smtplib.SMTPNotSupportedError as error:
        return Outcome.NEVER, _code(error)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome.UNSURE, _code(error)
    finally:
        # It was taken or it was not: how the other side says goodbye changes nothing, so nobody waits for it.
        server.close()
    return Outcome.SENT, ""


def _message(parcel: Parcel, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = parcel.subject, sender, parcel.to
    message["Message-ID"] = f"<{parcel.uid}@{sender.rpartition('@')[2]}>"
    message.set_content(parcel.body)
    return message


def _connect(mail_url: str, *, need_tls: bool) -> smtplib.SMTP:
    """A server that is ready for a message: `smtps://` speaks TLS from the start, `smtp://` when it is offered."""
    target = urlsplit(mail_url)
    host, secure = target.hostname or "localhost", ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, target.port or 465, timeout=TIMEOUT, context=secure)
        if target.scheme == "smtps"
        else smtplib.SMTP(host, target.port or 25, timeout=TIMEOUT)
    )
    try:
        if target.scheme != "smtps":
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=secure)
            elif need_tls:
                raise NoEncryption
        if target.username:
            server.login(unquote(target.username), unquote(target.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _answered(code: int, trouble: str) -> tuple[Outcome, str]:
    """An answer by its number: 5xx is for good, anything else (a full mailbox, greylisting) is tried again."""
    return (Outcome.NEVER if code >= 500 else Outcome.AGAIN), trouble


def _code(error: Exception) -> str:
    """What went wrong, without the other side's words: they can hold personal data."""
    return type(error).__name__


def call_webhook(parcel: Parcel, *, need_tls: bool) -> tuple[Outcome, str]:
    """Call another system. Its Idempotency-Key lets the other side recognise a repeat: a lost answer is tried again.

    `need_tls` (production) calls https addresses only, and none within our own network; other schemes than http and
    https are called nowhere.
    """
    if urlsplit(parcel.to).scheme not in ({"https"} if need_tls else {"https", "http"}):
        return Outcome.NEVER, "address_refused"
    request = urllib.request.Request(  # noqa: S310  (the scheme was looked at above)
        parcel.to,
        data=parcel.body.encode(),
        headers={**dict(parcel.headers), "Content-Type": "application/json", "Idempotency-Key": parcel.key},
        method="POST",
    )
    try:
        with (_to_public_only if need_tls else _without_redirects).open(request, timeout=TIMEOUT):
            return Outcome.SENT, ""
    except urllib.error.HTTPError as error:
        again = error.code >= 500 or error.code in (408, 425, 429)
        return (Outcome.AGAIN if again else Outcome.NEVER), f"http_{error.code}"
    except (OSError, http.client.HTTPException) as error:
        if isinstance(getattr(error, "reason", None), NotPublic):
            return Outcome.NEVER, "address_refused"
        return Outcome.AGAIN, _code(error)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A call that is sent on would arrive as a GET without its contents, and would look delivered."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_without_redirects = urllib.request.build_opener(_NoRedirect)
# No proxy: what it would reach on our behalf could not be looked at.
_to_public_only = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}), PublicHttps)
