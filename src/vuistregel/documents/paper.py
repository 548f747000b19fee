"""A document as data: what it says, in which language, and who made it. No layout, no markup."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

#: Signs that steer how text runs (embedding, overriding, isolating). In a name they only mislead.
_STEERING: Final = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")
#: A run longer than this gets places to break, so that it stays on the paper.
_RUN: Final = re.compile(r"\S{30}(?=\S)")
#: A place to break that is not seen.
_BREAK: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences below each other, with a heading when there is one."""

    paragraphs: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first column names the row. `widths` are shares of the line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Every row of a table has as many cells as there are columns.")


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody in a chain: who, and under it how to reach them."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains side by side that begin at one place and come back to it; `start` and `end` say so in words."""

    start: str
    end: str
    chains: tuple[tuple[Link, ...], ...]
    titles: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question on paper: what is asked, what comes with it, and a small mark by which the office knows the words."""

    ask: str
    tells: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Questions below each other, each with the same options beside it: equal boxes, none of them ticked."""

    column: str
    options: tuple[str, ...]
    rows: tuple[Choice, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to write on, each behind its label."""

    labels: tuple[str, ...]
    heading: str = ""


Part = Text | Table | Chains | Choices | Blanks


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `foot` stands at the foot of each page: of which place, made when and by whom, which copy."""

    language: str
    title: str
    foot: str
    made_on: date
    parts: tuple[Part, ...] = field(default_factory=tuple)
    lead: str = ""


def shown(text: str, *, lines: bool = False) -> str:
    """A text as it can stand on paper: without signs that are not shown or that steer, and with places to break.

    A new line becomes a space unless `lines`.
    """
    kept = unicodedata.normalize("NFC", _STEERING.sub("", text))
    kept = re.sub(r"\r\n?|[\u2028\u2029\u0085]", "\n", kept)
    if not lines:
        kept = re.sub(r"\s+", " ", kept)
    kept = "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return _RUN.sub(lambda run: run.group() + _BREAK, kept).strip()
