"""What can go wrong with keys and backups, in words that a person understands. No Django.

No error here carries a value that was sealed, or the bytes of a key.
"""

from __future__ import annotations

from uuid import UUID

from vuistregel.decisions import Reason
from vuistregel.words import Words


class KeysError(Exception):
    """Something in this room was refused or is not as it was left; `words` says what."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)

    def __str__(self) -> str:
        return str(self.words)

    @property
    def reason(self) -> Reason:
        return Reason(self.words)


class KeyDestroyed(KeysError):
    """The holder's key was destroyed on purpose; what it sealed can never be read again."""

    def __init__(self, holder: UUID) -> None:
        self.holder = holder
        super().__init__(
            Words(
                "Deze gegevens zijn vernietigd. Niemand kan ze nog lezen.",
                "These data have been destroyed. Nobody can read them any more.",
            )
        )


class KeyMissing(KeysError):
    """There is no key for this holder and no record that it was destroyed: a mistake, or half a restore."""

    def __init__(self, holder: UUID) -> None:
        self.holder = holder
        super().__init__(
            Words(
                "De sleutel van houder {holder} ontbreekt. Zet de sleutelopslag terug uit een reservekopie.",
                "The key of holder {holder} is missing. Restore the key store from a backup.",
            ).with_(holder=holder)
        )


class HolderExists(KeysError):
    """A new holder was asked for under a number that has a key already."""

    def __init__(self) -> None:
        super().__init__(
            Words("Deze houder heeft al een sleutel.", "This holder has a key already."),
        )


class Tampered(KeysError):
    """Sealed bytes do not open under the key and the place that they belong to."""

    def __init__(self, words: Words | None = None) -> None:
        super().__init__(
            words
            or Words(
                "Versleutelde gegevens zijn veranderd of horen bij iemand anders. Ze zijn niet geopend.",
                "Encrypted data were changed or belong to someone else. They were not opened.",
            )
        )


class BoardKeyMissing(KeysError):
    """The environment does not hold the board key that wrapped this."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            Words(
                "Bestuurssleutel {name} ontbreekt in VUISTREGEL_BOARD_KEYS. Voeg hem toe, achter de nieuwste.",
                "Board key {name} is missing from VUISTREGEL_BOARD_KEYS. Add it, after the newest one.",
            ).with_(name=name)
        )


class WrongBoardKey(KeysError):
    """The environment holds another key under the name that this store or backup knows."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            Words(
                "Bestuurssleutel {name} in VUISTREGEL_BOARD_KEYS past niet: dit is met een andere sleutel gemaakt. "
                "Zet de goede sleutel terug; er is niets veranderd.",
                "Board key {name} in VUISTREGEL_BOARD_KEYS does not fit: this was made with another key. "
                "Put the right key back; nothing was changed.",
            ).with_(name=name)
        )


class FileRefused(KeysError):
    """A file that may not come in: too big, empty, or of a type that is not asked for."""


class SpoolGone(KeysError):
    """The temporary storage was swept or is not complete; the upload must be done again."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "De tijdelijke opslag van dit bestand is verlopen. Lever het bestand opnieuw aan.",
                "The temporary storage of this file has expired. Please upload the file again.",
            )
        )


class BackupRefused(KeysError):
    """A backup that was not made, or is not restored; the house is as it was."""


class HouseRunning(BackupRefused):
    """A restore would take the house from under a process that works in it."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "Het huis draait nog. Stop eerst de webserver, de achtergrondtaken en de tick.",
                "The house is still running. Stop the web server, the worker and the tick first.",
            )
        )
