"""BSN and education number: nine digits and their tests. The numbers themselves never come into a sentence."""

from __future__ import annotations

from stdnum.nl import bsn, onderwijsnummer

from vuistregel.organisation.roster.reading.cleaning import Wrong


def check_number(kind: str, text: str) -> str | Wrong:
    """The nine digits when they pass their test. `kind` is `bsn` or `onderwijsnummer`.

    python-stdnum would fill up a short number with zeros; a file that lost its zeros should say so, not be guessed at.
    """
    digits = text.replace(".", "").replace(" ", "")
    test = onderwijsnummer if kind == "onderwijsnummer" else bsn
    if len(digits) == 9 and digits.isascii() and digits.isdigit() and test.is_valid(digits):
        return digits
    return Wrong(f"number.{kind}")
