"""Finding people by what the school's administration calls them. Raises WrongUse, as a command or import says it."""

from __future__ import annotations

from datetime import date

from vuistregel.access.commands import WrongUse
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.queries import pupil_with_key
from vuistregel.words import Words


def pupil_named(school: School, key: str, day: date) -> Pupil:
    """The pupil of a school who holds a key on a day."""
    pupil = pupil_with_key(school, key, day)
    if pupil is None:
        raise WrongUse(
            Words(
                "Deze school heeft geen leerling met nummer {key}.", "This school has no pupil with number {key}."
            ).with_(key=key)
        )
    return pupil


def guardian_named(school: School, key: str, day: date, pupil: Pupil | None = None) -> Person:
    """The guardian whom the school's contact file calls by a key: of this pupil, or of any pupil of the school."""
    ever = Guardianship.objects.filter(board=school.board_id, pupil__school=school, key=key)
    if pupil is not None:
        ever = ever.filter(pupil=pupil)
    found = ever.filter(open_on(day)).select_related("person").order_by("pk").first()
    if found is None:
        raise WrongUse(_not_then(ever.order_by("since", "pk").first(), key, day))
    return found.person


def _not_then(other: Guardianship | None, key: str, day: date) -> Words:
    """Nobody ever had this key here, or somebody has it and not on that day: two different mistakes."""
    if other is None:
        return _NOBODY.with_(key=key)
    if day < other.since:
        return _NOT_YET.with_(key=key, day=day.isoformat(), since=other.since.isoformat())
    return _NOT_THEN.with_(key=key, day=day.isoformat())


_NOBODY = Words("Er is geen ouder of verzorger met nummer {key}.", "There is no parent or carer with number {key}.")
_NOT_YET = Words(
    "Op {day} kende de school nummer {key} nog niet als ouder of verzorger. Dat is zo sinds {since}.",
    "On {day} the school did not know number {key} as a parent or carer yet. It does since {since}.",
)
_NOT_THEN = Words(
    "Op {day} was nummer {key} geen ouder of verzorger. Op een andere dag wel.",
    "On {day} number {key} was no parent or carer. On another day they were.",
)
