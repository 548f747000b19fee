"""Texts and dates as files give them, made fit to keep. Pure; what is wrong comes back as a code with values."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vuistregel.words import Words

#: Invisible letters that turn text round or hide it; ZWJ and ZWNJ stay, some scripts need them.
_HIDDEN: Final = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad"  # control letters, soft hyphen
    "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # zero width, direction, byte order mark
)

#: The first byte of a UTF-8 letter read as a letter, followed by anything that is not plain; `looks_double_encoded`
#: then tries it.
_DOUBLE_ENCODED: Final = re.compile("[\u00c2-\u00f4][^\u0000-\u007f]")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*|Z|[+-]\d\d:\d\d)?")
_DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: 0?0:00(?::00)?)?")
_SOLID = re.compile(r"(\d{4})(\d\d)(\d\d)")

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")

_MONTHS: Final = (
    Words("januari", "January"),
    Words("februari", "February"),
    Words("maart", "March"),
    Words("april", "April"),
    Words("mei", "May"),
    Words("juni", "June"),
    Words("juli", "July"),
    Words("augustus", "August"),
    Words("september", "September"),
    Words("oktober", "October"),
    Words("november", "November"),
    Words("december", "December"),
)

#: Nobody at a school was born before this year; a file that says so has a slip in it.
EARLIEST_YEAR: Final = 1900


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value: the code of its sentence and what goes into it."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


def tidy(text: str) -> str:
    """The text in NFC without control and hidden characters, with single spaces and no space around it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if " " in text else text
    return " ".join(unicodedata.normalize("NFC", _HIDDEN.sub("", text)).split())


def looks_double_encoded(text: str) -> bool:
    """Whether UTF-8 was read as Latin-1 or Windows-1252 somewhere on the way ("RenÃ©e")."""
    if text.isascii() or not _DOUBLE_ENCODED.search(text):
        return False
    for encoding in ("cp1252", "latin-1"):
        try:
            text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def read_date(text: str) -> date | Wrong:
    """A date written as 2016-09-01 (also with a time behind it), 1-9-2016, 1/9/2016, 1.9.2016 or 20160901."""
    if match := _ISO.fullmatch(text) or _SOLID.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DUTCH.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return Wrong("date.form", {"value": text})
    if not 1 <= month <= 12:
        return Wrong("date.month", {"month": month})
    if year < 1:
        return Wrong("date.year", {"year": year})
    if (month, day) == (2, 29) and monthrange(year, month)[1] < day:
        return Wrong("date.leap", {"year": year})
    if not 1 <= day <= monthrange(year, month)[1]:
        return Wrong("date.day", {"day": day, "month": _MONTHS[month - 1]})
    return date(year, month, day)


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None
