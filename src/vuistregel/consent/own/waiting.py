"""How many questions wait for this reader, per child: for the start page of a parent."""

from __future__ import annotations

from datetime import date

from vuistregel.access.actor import Actor
from vuistregel.consent.own.extras import extras_for
from vuistregel.consent.own.sheets import sheets_of


def waiting_for(actor: Actor, day: date) -> dict[int, int]:
    """By pupil, how many questions have no answer yet; children without any are not in it."""
    sheets = [sheet for sheet in sheets_of(actor, day) if sheet.about.pupil is not None]
    extras = extras_for(actor, [sheet.about for sheet in sheets], day)
    found = {}
    for sheet in sheets:
        more = sum(extra.open.get(sheet.about.key, 0) for extra in extras)
        if sheet.about.pupil is not None and sheet.open + more:
            found[sheet.about.pupil.pk] = sheet.open + more
    return found
