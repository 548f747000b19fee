"""To which addresses messages may go."""

from __future__ import annotations

from urllib.parse import urlsplit

from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.words import Words

LONGEST = 500


def may_be_called(url: str, *, production: bool) -> Decision:
    """A web address that messages may go to: https, a host, no sign-in in it. Outside production http will do."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return no(NO_ADDRESS)
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url and len(url) <= LONGEST
    if not plain or not parts.hostname or "@" in parts.netloc or parts.fragment or port == 0:
        return no(NO_ADDRESS)
    if parts.scheme not in ({"https"} if production else {"https", "http"}):
        return no(NO_ADDRESS)
    return yes()


NO_ADDRESS = Reason(
    Words(
        "Dit is geen adres voor berichten. Het begint met https:// en er staat geen wachtwoord in.",
        "This is no address for messages. It begins with https:// and holds no password.",
    )
)
NOT_PUBLIC = Words(
    "Dit adres is niet vanaf internet te bereiken. Kies het openbare adres van het systeem.",
    "This address cannot be reached from the internet. Choose the public address of the system.",
)
TWICE = Reason(
    Words("Dit adres krijgt al berichten.", "This address gets messages already."),
)
