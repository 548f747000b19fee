"""The chapters of the handbook as data: read once, checked against the norms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in our own words (R1.21)."""

    number: int
    title: Words
    gist: Words
    rules: tuple[Words, ...]
    norms: tuple[str, ...]


def _words(raw: dict[str, str]) -> Words:
    return Words(raw["nl"], raw["en"])


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in order."""
    text = files("vuistregel.guide").joinpath("chapters.yaml").read_text(encoding="utf-8")
    return tuple(
        Chapter(c["number"], _words(c["title"]), _words(c["gist"]), tuple(map(_words, c["rules"])), tuple(c["norms"]))
        for c in yaml.safe_load(text)
    )
