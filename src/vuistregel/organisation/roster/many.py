"""So many departures at once that a slip is likelier than the truth: a question of its own, with the numbers in it."""

from __future__ import annotations

from datetime import date
from typing import Final

from vuistregel import norms
from vuistregel.organisation.models import School
from vuistregel.organisation.roster import digests
from vuistregel.organisation.roster.steps import Conflict, Option, Tally, What
from vuistregel.words import Words

CODE: Final = "many_departed"
YES: Final = "yes"
NO: Final = "no"
_QUESTION = Words(
    "{count} van de {present} leerlingen staan niet in dit bestand. Zijn zij echt allemaal van school?",
    "{count} of the {present} pupils are not in this file. Did they really all leave the school?",
)
_OPTIONS = (
    Option(YES, Words("Ja, allemaal", "Yes, all of them")),
    Option(NO, Words("Nee, laat hen staan", "No, leave them as they are")),
)


def many_departed(tally: Tally, school: School, day: date) -> Conflict | None:
    """The question, when more pupils would depart than a person reads through (norms `roster.departed.share`, `.few`).

    `tally` must be complete. Present are those whom the house knows before the file is taken in.
    """
    counts = tally[What.PUPIL]
    today = norms.on(day)
    if counts.departed <= today.number("roster.departed.few"):
        return None
    if 100 * counts.departed <= today.number("roster.departed.share") * counts.present:
        return None
    return Conflict(
        id=digests.name_for(digests.key_for(school.board.key, school.pk), CODE, counts.departed, counts.present),
        code=CODE,
        question=_QUESTION.with_(count=counts.departed, present=counts.present),
        options=_OPTIONS,
    )
