"""How something leaves: by SMTP, by a web call, or not at all while there is no mail server."""

from __future__ import annotations

import smtplib
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import unquote, urlsplit
from uuid import UUID


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


def send_mail(parcel: Parcel, mail_url: str, sender: str) -> tuple[Outcome, str]:
    """Send one mail. The Message-ID follows from the item, so that a copy can be recognised as such.

    UNSURE when the server may have taken it and the answer was lost: such a mail is not sent again by itself.
    """
    target = urlsplit(mail_url)
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = parcel.subject, sender, parcel.to
    message["Message-ID"] = f"<{parcel.uid}@{sender.rpartition('@')[2]}>"
    message.set_content(parcel.body)
    handed_over = False
    try:
        with smtplib.SMTP(target.hostname or "localhost", target.port or 25, timeout=20) as server:
            if target.scheme == "smtps" or server.has_extn("starttls") or "starttls" in server.ehlo()[1].decode("ascii", "replace").lower():
                server.starttls(context=ssl.create_default_context())
            if target.username:
                server.login(unquote(target.username), unquote(target.password or ""))
            handed_over = True
            server.send_message(message)
            handed_over = False
    except smtplib.SMTPRecipientsRefused:
        return Outcome.NEVER, "recipient_refused"
    except smtplib.SMTPResponseException as error:
        return (Outcome.NEVER if error.smtp_code >= 500 else Outcome.AGAIN), f"smtp_{error.smtp_code}"
    except (OSError, smtplib.SMTPException) as error:
        return (Outcome.UNSURE if handed_over else Outcome.AGAIN), type(error).__name__
    return Outcome.SENT, ""


def call_webhook(parcel: Parcel) -> tuple[Outcome, str]:
    """Call another system. The Idempotency-Key lets the other side recognise a repeat, so a lost answer is tried again."""
    request = urllib.request.Request(  # noqa: S310  (https only, checked when the address is registered)
        parcel.to,
        data=parcel.body.encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": parcel.key},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=20):  # noqa: S310
            return Outcome.SENT, ""
    except urllib.error.HTTPError as error:
        again = error.code >= 500 or error.code in (408, 425, 429)
        return (Outcome.AGAIN if again else Outcome.NEVER), f"http_{error.code}"
    except OSError as error:
        return Outcome.AGAIN, type(error).__name__
