"""What this room contributes to the ten steps: what must go is gone in time, and nothing stands without a yes.

A publication stands without consent when somebody who can be recognised in it has an answer that is no yes (refused,
withdrawn, or held back by a pupil), or when no Decision that said yes lies under it. What has ended with the year is
not meant: consent is for publishing, and what was published with it may stay until somebody says no (R5.22). Whoever
must not be found (a restriction, extra protection) stands nowhere with a yes; the words are the same.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.consent.models import NO_USE, ConsentState
from vuistregel.consent.rules import Answer, Matter
from vuistregel.media.life import TAKE_DOWN
from vuistregel.media.models import Appearance, TakeDown
from vuistregel.media.rules import Kind
from vuistregel.media.telling import KINDS
from vuistregel.organisation.protection import hiding_on, unfindable_on
from vuistregel.ui import days
from vuistregel.words import Words

_FIELDS = ("publication__key", "publication__kind", "publication__published_on")


def _open_tasks(on: On) -> Rows:
    return TakeDown.objects.filter(state=TAKE_DOWN.start, opened_on__lte=on.day).annotate(
        at=F("publication__school"), ok=holds(Q(due__gte=on.day))
    )


def _standing(on: On) -> Rows:
    matter = Case(
        When(publication__kind=Kind.INFORMATION.value, then=Value(Matter.INFORMATION.value)),
        default=Value(Matter.IMAGE.value),
    )
    states = ConsentState.objects.filter(
        Q(question__channel=OuterRef("publication__channel"))
        | Q(question__channel__also=OuterRef("publication__channel")),
        board=OuterRef("board"),
        person=OuterRef("person"),
        question__matter=OuterRef("matter"),
    )
    against = states.exclude(answer=Answer.GIVEN.value, held_back=False)
    of_use = OuterRef("publication__key")
    hidden = Exists(hiding_on(on.day).filter(pupil__person=OuterRef("person"))) | Exists(
        unfindable_on(on.day).filter(person=OuterRef("person"))
    )
    shown = Appearance.objects.filter(publication__state="published", covered=False).annotate(matter=matter)
    return shown.annotate(
        at=F("publication__school"),
        ok=holds(
            Q(publication__decision__outcome="yes")
            & ~hidden
            & ~Exists(against.filter(use=of_use))
            & (
                ~Exists(against.filter(use=NO_USE))
                | Exists(states.filter(use=of_use, answer=Answer.GIVEN.value, held_back=False))
            )
        ),
    )


def _item(row: dict[str, Any], note: Words) -> Item:
    kind = KINDS[Kind(row["publication__kind"])]
    published = row["publication__published_on"]
    title = Words("{kind} van {day}", "{kind} of {day}").with_(
        kind=Words(kind.nl.capitalize(), kind.en.capitalize()), day=days.plain(published)
    )
    label = Words("Haal het weg", "Take it down")
    return Item(str(title), note, reverse("publication", args=[row["publication__key"]]), label)


def _late(row: dict[str, Any], on: On) -> Item:
    note = Words("Moest weg zijn op {day}.", "Had to be gone on {day}.").with_(day=days.full(row["due"], on.day))
    return _item(row, note)


register(
    Check(
        id="media.take_downs_in_time",
        step=7,
        requirements=("R5.22",),
        norm="publication.takedown",
        question=Words("Is op tijd weg waarvoor een ja is ingetrokken?", "Is what lost its yes taken down in time?"),
        counted=Words("dingen die weg moeten", "things that must go"),
        todo=Words("Haal weg wat te laat is", "Take down what is late"),
        rows=_open_tasks,
        fields=(*_FIELDS, "due"),
        item=_late,
        mend_url="publications",
        category="media",
    )
)
register(
    Check(
        id="media.published_with_consent",
        step=7,
        requirements=("R7.11", "R8.9"),
        norm="photo.ground",
        question=Words(
            "Is er een ja voor iedereen die te herkennen is in wat er staat?",
            "Is there a yes for everybody who can be recognised in what is published?",
        ),
        counted=Words("mensen die te herkennen zijn", "people who can be recognised"),
        todo=Words("Haal weg waarvoor geen ja is", "Take down what has no yes"),
        rows=_standing,
        fields=_FIELDS,
        item=lambda row, _on: _item(
            row, Words("Iemand die te herkennen is, zei geen ja.", "Somebody recognisable said no yes.")
        ),
        mend_url="publications",
        category="media",
    )
)
