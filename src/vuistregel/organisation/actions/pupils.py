"""What is recorded about a pupil by a person: authority, being told, the strict limit, leaving a group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from vuistregel import norms
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.events import AuthorityConfirmed, PlacementEnded, PupilTold, StrictAgeSet
from vuistregel.organisation.models import Authority, Guardianship, Placement, Pupil, PupilInformed
from vuistregel.words import Words

#: Which age belongs to which duty to tell.
TOLD = {"informed.16": "age.own-decision", "informed.12": "age.withdraw-self"}


def of_pupil(pupil: Pupil) -> Subject:
    """Where a pupil stands."""
    return Subject(board=pupil.board_id, school=pupil.school_id, pupil=pupil.pk, person=pupil.person_id)


def _of_guardianship(*, guardianship: Guardianship, **_: Any) -> Subject:
    return of_pupil(guardianship.pupil)


@action(category="authority", verb="confirm", subject=_of_guardianship)
def confirm_authority(act: Act, *, guardianship: Guardianship, authority: str, shown: int | None) -> Guardianship:
    """Record the answer to whether a guardian has authority; also 'not confirmed any more' is an answer.

    Raises StaleRow when `shown` is no more the version.
    """
    answer = Authority(authority)
    guardianship.change(
        shown=shown, authority=answer.value, confirmed_on=None if answer is Authority.UNKNOWN else act.day
    )
    act.record(
        AuthorityConfirmed(
            guardian=guardianship.person.key, pupil=guardianship.pupil.person.key, authority=answer.value
        )
    )
    return guardianship


@action(category="authority", verb="confirm", subject=lambda *, pupil, **_: of_pupil(pupil))
def record_told(act: Act, *, pupil: Pupil, norm: str, how: str) -> None:
    """Record that a pupil was told of an own say. Refused before the birthday that brings it (R5.16)."""
    age = act.norms(pupil.school.sector).get(TOLD[norm])
    born = pupil.person.birth_date
    if age is None or born is None or birthday(born, int(age.amount)) > act.day:
        act.refuse(
            no(
                Reason(
                    Words("Deze leerling heeft die leeftijd nog niet.", "This pupil has not reached that age yet."),
                    norm=norm,
                )
            )
        )
    PupilInformed.objects.update_or_create(
        board_id=pupil.board_id,
        pupil=pupil,
        norm=norm,
        defaults={"told_on": act.day, "how": how, "norms_release": norms.release()},
    )
    act.record(PupilTold(pupil=pupil.person.key, norm=norm, how=how))


@action(category="authority", verb="confirm", subject=lambda *, pupil, **_: of_pupil(pupil))
def set_strict_age(act: Act, *, pupil: Pupil, strict: bool, shown: int | None) -> None:
    """Record that pupil or parents ask for the strict age limit, or no longer do (T06). Raises StaleRow."""
    pupil.change(shown=shown, strict_age=strict)
    act.record(StrictAgeSet(pupil=pupil.person.key, strict="yes" if strict else "no"))


@action(category="roster", verb="write", subject=lambda *, placement: of_pupil(placement.pupil))
def end_placement(act: Act, *, placement: Placement) -> None:
    """Take a pupil out of a group: up to the day of departure, or up to yesterday."""
    last = placement.pupil.departed or act.day - timedelta(days=1)
    placement.until = max(placement.since, last)
    placement.save(update_fields=["until"])
    act.record(PlacementEnded(pupil=placement.pupil.person.key, group=placement.group.name))
