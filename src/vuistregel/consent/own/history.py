"""The reader's own answers through time, in the words that were shown then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vuistregel.consent.models import NO_USE, Consent
from vuistregel.consent.own.people import YOU
from vuistregel.consent.own.sheets import filled
from vuistregel.consent.rules import Answer, How
from vuistregel.consent.wording import ANSWERS, HOWS, place_words
from vuistregel.organisation.models import Person
from vuistregel.words import Words, same


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, as it was given."""

    row: Consent
    place: Words
    answer: Words
    how: Words
    ask: Words
    tells: Words | None
    once: bool
    carried: bool


def history_of(persons: Iterable[Person], by: Person) -> list[Entry]:
    """What one decider answered about these people, the newest first. Nobody else's answers."""
    rows = Consent.objects.filter(person__in=list(persons), by=by).select_related("question__channel", "text", "person")
    return [entry(row) for row in rows.order_by("-pk")]


def entry(row: Consent) -> Entry:
    """One record in words; `row` has its question, channel, text and person loaded."""
    name = YOU if row.person_id == row.by_id else same(row.person.short_name)
    ask, tells = filled(row.text, name)
    return Entry(
        row=row,
        place=place_words(row.question.channel.words, row.question.matter),
        answer=ANSWERS[Answer(row.answer)],
        how=HOWS[How(row.how)],
        ask=ask,
        tells=tells,
        once=row.use != NO_USE,
        carried=row.carried_from_id is not None,
    )
