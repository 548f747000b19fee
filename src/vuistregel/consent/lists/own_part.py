"""The part of the parent's own page that asks once a year whether the contact data are right (R5.20, R5.21)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from vuistregel.access.actor import Actor
from vuistregel.consent.lists.contact_data import checked_this_year, own_contacts
from vuistregel.consent.own.extras import Extra, extra_from
from vuistregel.consent.own.people import About, Right
from vuistregel.words import Words, same

_WHOM = Words("Wie bellen wij over {name} als u niet opneemt?", "Whom do we call about {name} if you do not answer?")
_WHERE = Words("De school van {name}", "The school of {name}")


@extra_from
def contact_data(actor: Actor, people: Sequence[About], day: date) -> Iterable[Extra]:
    """Asked once per school, of a parent who decides or a pupil of age, until it was said this school year."""
    asked: dict[tuple[int, int], dict[str, Any]] = {}
    emergencies = []
    waiting: dict[str, int] = {}
    for about in people:
        if about.pupil is None or about.right is not Right.DECIDES:
            continue
        place = (about.by.pk, about.school.pk)
        url = reverse("own_contact_data", args=[about.pupil.pk])
        if place in asked:
            if asked[place]:
                emergencies += _emergency(about, url)
            continue
        asked[place] = {}
        if checked_this_year(about.school.board_id, about.by.pk, about.school, day) is None:
            shown = own_contacts(actor, about.by, about.school, day).shown
            asked[place] = {"url": url, "contacts": shown, "school": _school(about)}
            emergencies += _emergency(about, url)
            waiting[about.key] = 1
    checks = [each for each in asked.values() if each]
    if checks:
        context = {"checks": checks, "emergencies": emergencies, "name_school": len(asked) > 1}
        yield Extra("consent/lists/own_part.html", context, waiting, below=True)


def _school(about: About) -> Words:
    """What tells two schools apart, also for whoever may not know which school it is."""
    return _WHERE.with_(name=about.person.short_name) if about.place_hidden else same(about.school.name)


def _emergency(about: About, url: str) -> list[dict[str, Any]]:
    return [] if about.own else [{"url": url, "title": _WHOM.with_(name=about.person.short_name)}]
