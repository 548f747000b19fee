"""The part of the own page that leads to questions about one use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from vuistregel.access.actor import Actor
from vuistregel.consent.asks.family import open_asks
from vuistregel.consent.own.extras import Extra, extra_from
from vuistregel.consent.own.people import About


@extra_from
def open_questions(actor: Actor, people: Sequence[About], day: date) -> list[Extra]:
    """Every question about one use that waits for this reader."""
    found = open_asks(people, day)
    if not found:
        return []
    waiting = Counter(each.key for one in found for each in one.people if each.answered is None)
    return [Extra("consent/asks/open.html", {"asks": found}, dict(waiting))]
