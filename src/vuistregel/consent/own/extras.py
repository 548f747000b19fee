"""What else asks for an answer on the own page: rooms and subjects register a part of their own.

@extra_from
def open_requests(actor, people, day): ...   # [Extra("consent/asks/open.html", {"asks": …}, open={"p12": 1}), …]

A part is drawn above the general questions (or below them), outside their form: it holds its own form and address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vuistregel.access.actor import Actor
from vuistregel.consent.own.people import About


@dataclass(frozen=True, slots=True)
class Extra:
    """A part of the page. `context` is what the template finds as `part`; `open`: by About.key how much waits.

    `below`: drawn under the general questions, for what is not the reason that somebody came.
    """

    template: str
    context: Mapping[str, Any]
    open: Mapping[str, int] = field(default_factory=dict)
    below: bool = False


Source = Callable[[Actor, Sequence[About], date], Iterable[Extra]]
_sources: list[Source] = []


def extra_from(source: Source) -> Source:
    """Register; it gets everybody on the page at once, so that its queries do not grow with the children."""
    _sources.append(source)
    return source


def extras_for(actor: Actor, people: Sequence[About], day: date) -> list[Extra]:
    return [extra for source in _sources for extra in source(actor, people, day)]
