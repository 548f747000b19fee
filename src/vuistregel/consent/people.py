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
    rows = Guardianship.objects.filter(open_on(day), board=school.board_id, pupil__school=school)
    if pupil is not None:
        rows = rows.filter(pupil=pupil)
    found = rows.filter(key=key).select_related("person").order_by("pk").first()
    if found is None:
        raise WrongUse(
            Words(
                "Er is geen ouder of verzorger met nummer {key}.", "There is no parent or carer with number {key}."
            ).with_(key=key)
        )
    return found.person
