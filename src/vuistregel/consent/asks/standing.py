"""How a question about one use stands, for who asked it: per person yes, no or no answer yet.

Somebody under protection reads exactly like somebody who said no.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vuistregel.consent.models import Ask, Consent
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Matter
from vuistregel.ui import numbers
from vuistregel.words import Words


class Stand(StrEnum):
    YES = "yes"
    NO = "no"
    MISSING = "missing"


STANDS = {
    Stand.YES: Words("ja", "yes"),
    Stand.NO: Words("nee", "no"),
    Stand.MISSING: Words("nog geen antwoord", "no answer yet"),
}


@dataclass(frozen=True, slots=True)
class PersonStand:
    """One person in the question. `written`: a mail about it went out."""

    person: int
    name: str
    stand: Stand
    written: bool

    @property
    def words(self) -> Words:
        return STANDS[self.stand]


def standing_of(ask: Ask, day: date) -> list[PersonStand]:
    """Everybody in the question, in order of name."""
    written = dict(ask.people.values_list("person", "written"))
    place = place_of(ask.channel, Matter(ask.question.matter), day)
    answered = set(Consent.objects.filter(board=ask.board_id, use=ask.key).values_list("person", flat=True))
    found = []
    for facts in people_for(place, list(written), day, use=ask.key):
        allowed = bool(facts.consent) and not facts.hidden
        said = facts.pk in answered or bool(facts.consent)
        stand = Stand.YES if allowed else (Stand.NO if said else Stand.MISSING)
        found.append(PersonStand(facts.pk, facts.name, stand, written[facts.pk]))
    return found


def heading(people: list[PersonStand]) -> Words:
    """How it stands, in one sentence."""
    missing = sum(1 for each in people if each.stand is Stand.MISSING)
    refused = sum(1 for each in people if each.stand is Stand.NO)
    if missing:
        return numbers.sentence(
            numbers.counted(
                missing,
                Words("Van één persoon is er nog geen antwoord.", "For one person there is no answer yet."),
                Words("Van {words} personen is er nog geen antwoord.", "For {words} people there is no answer yet."),
            )
        )
    if refused:
        times = numbers.counted(
            refused,
            Words("Eén keer is het nee.", "One of them is no."),
            Words("{words} keer is het nee.", "{words} of them are no."),
        )
        return Words("Alle antwoorden zijn er. {times}", "All answers are in. {times}").with_(
            times=numbers.sentence(times)
        )
    return Words("Iedereen zei ja.", "Everybody said yes.")
