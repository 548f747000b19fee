"""Is the log key of this process the house's own? An event that another key wrote would never verify again.

The key store keeps its fingerprint beside those of the board keys. It is made at first use; in a house that is older
than fingerprints, once the key turns out to have written the log that is there.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import Final

from django.conf import settings

from vuistregel.evidence import chain, statements
from vuistregel.keys import marks
from vuistregel.keys.errors import KeysError
from vuistregel.words import Words

#: No board key can be called so: in VUISTREGEL_BOARD_KEYS a name ends at the colon.
NAME: Final = ":log"


class WrongLogKey(KeysError):
    """The environment holds another log key than the one that wrote this house's log."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "VUISTREGEL_LOG_KEY past niet: het logboek van dit huis is met een andere sleutel geschreven. "
                "Zet de goede sleutel terug; er is niets in het logboek geschreven.",
                "VUISTREGEL_LOG_KEY does not fit: the log of this house was written with another key. "
                "Put the right key back; nothing was written to the log.",
            )
        )


def require() -> None:
    """See that the log key is this house's, and remember one that is new. Raises WrongLogKey."""
    key: bytes = settings.ENVIRONMENT.log_key
    known = marks.fits(NAME, key)
    if known is None:
        known = _may_have_written_the_log(key) and marks.remember(NAME, key)
    if not known:
        raise WrongLogKey


def _may_have_written_the_log(key: bytes) -> bool:
    """No log yet, or the key verifies some board's first event: later ones may be what a wrong key left behind."""
    code = chain.subkey(key, "event")
    boards = statements.boards()
    for board in boards:
        (seq, before, mac, _, body), *_ = next(statements.chunks(board, 1))
        if compare_digest(chain.mac(chain.event_key(code, board, body), before, max(seq, 0)), mac):
            return True
    return not boards
