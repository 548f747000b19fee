"""Why something did not leave yet, in words: from the code that a transport left, never from the other side's text."""

from __future__ import annotations

from typing import Final

from vuistregel.words import Words

_WHY: Final = {
    "NoEncryption": Words(
        "De mailserver biedt geen beveiligde verbinding (TLS) aan. Zonder TLS verstuurt dit huis niets.",
        "The mail server offers no secure connection (TLS). Without TLS this house sends nothing.",
    ),
    "SMTPAuthenticationError": Words(
        "De mailserver weigert de inlognaam of het wachtwoord van dit huis.",
        "The mail server refuses this house's login or password.",
    ),
    "SSLCertVerificationError": Words(
        "De andere kant heeft geen geldig certificaat.", "The other side has no valid certificate."
    ),
    "recipient_refused": Words("De mailserver weigert dit adres.", "The mail server refuses this address."),
    "address_refused": Words("Naar dit adres sturen wij niets.", "We send nothing to this address."),
    "not_a_message": Words(
        "Hier is geen e-mail van te maken: het adres of het onderwerp klopt niet.",
        "No mail can be made of this: its address or subject is not right.",
    ),
    "killed": Words("Het versturen werd afgebroken.", "The sending was cut off."),
    "restored": Words(
        "Een reservekopie kwam terug: dit bericht kan sindsdien al verstuurd zijn.",
        "A backup was restored: this message may have been sent since it was made.",
    ),
    "key_destroyed": Words("De sleutel van dit bericht is vernietigd.", "The key of this message was destroyed."),
}
_ANSWER: Final = Words("De andere kant antwoordde met code {code}.", "The other side answered with code {code}.")
_NO_CONTACT: Final = Words(
    "De andere kant is niet te bereiken, of de verbinding viel weg ({code}).",
    "The other side cannot be reached, or the connection was lost ({code}).",
)


def why(trouble: str) -> Words:
    """The sentence of a trouble's code; an unknown code is told as it is."""
    if trouble in _WHY:
        return _WHY[trouble]
    kind, _, number = trouble.partition("_")
    return _ANSWER.with_(code=number) if kind in {"smtp", "http"} else _NO_CONTACT.with_(code=trouble)
