"""Words in both languages of the house, beside each other, without Django.

Rules, norms, checks and events speak in `Words`; templates and forms use gettext. See docs/adr/0003-words.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, Language]] = ("nl", "en")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

#: Which language the reader of this moment has. The interface sets it; rules never ask.
_reader: Callable[[], str] = lambda: "nl"  # noqa: E731


def set_reader(source: Callable[[], str]) -> None:
    """Tell where the reader's language comes from (the web layer, once, at start)."""
    global _reader
    _reader = source


def reader_language() -> Language:
    """The language of whoever reads now; Dutch when in doubt."""
    return "en" if (_reader() or "nl").startswith("en") else "nl"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Dutch and in English, with the same `{placeholders}` in both.

    Raises ValueError when a language is empty or the placeholders differ: an incomplete sentence does not import.
    """

    nl: str
    en: str

    def __post_init__(self) -> None:
        if not self.nl.strip() or not self.en.strip():
            raise ValueError(f"A sentence is missing in one language: {self.nl!r} / {self.en!r}")
        if set(_PLACEHOLDER.findall(self.nl)) != set(_PLACEHOLDER.findall(self.en)):
            raise ValueError(f"The placeholders differ between the languages: {self.nl!r} / {self.en!r}")

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(_PLACEHOLDER.findall(self.nl))

    def with_(self, **values: object) -> Words:
        """The sentence filled in. A value may be Words itself; a missing value raises KeyError."""

        def fill(text: str, language: Language) -> str:
            def one(match: re.Match[str]) -> str:
                value = values[match.group(1)]
                return value.in_(language) if isinstance(value, Words) else str(value)

            return _PLACEHOLDER.sub(one, text)

        return Words(fill(self.nl, "nl"), fill(self.en, "en"))

    def in_(self, language: str) -> str:
        return self.en if language.startswith("en") else self.nl

    def __str__(self) -> str:
        return self.in_(reader_language())


def same(text: str) -> Words:
    """Words for what is the same in both languages: a name, an article, a number."""
    return Words(text, text)
