"""Who may not come near a pupil, and what circumstances raise to very sensitive (R10.12)."""

from __future__ import annotations

from typing import Any

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.organisation import protected
from vuistregel.organisation.actions.pupils import of_pupil
from vuistregel.organisation.events import (
    ConfidentialityLowered,
    ConfidentialityRaised,
    ContactRestricted,
    RestrictionLifted,
)
from vuistregel.organisation.models import ContactRestriction, Person, Pupil, RaisedConfidentiality


@action(category="restriction", verb="write", subject=lambda *, pupil, **_: of_pupil(pupil))
def restrict_contact(act: Act, *, pupil: Pupil, person: Person | None, kind: str, about: str) -> ContactRestriction:
    """Record that somebody may have no contact with a pupil, or may learn nothing. Works at once."""
    row = ContactRestriction.objects.create(
        board_id=pupil.board_id,
        pupil=pupil,
        person=person,
        kind=ContactRestriction.Kinds(kind).value,
        about=keys.seal(pupil.person.key, "restriction.about", about),
        since=act.day,
    )
    protected.tell(act, pupil.person)
    act.record(ContactRestricted(pupil=pupil.person.key, restriction=row.kind, about=about))
    return row


@action(category="restriction", verb="write", subject=lambda *, restriction: of_pupil(restriction.pupil))
def lift_restriction(act: Act, *, restriction: ContactRestriction) -> None:
    """Lift a contact restriction: from this moment it no longer holds. Lifting it twice changes no day."""
    restriction.lifted_on = restriction.lifted_on or max(restriction.since, act.day)
    restriction.save(update_fields=["lifted_on"])
    protected.tell(act, restriction.pupil.person)
    act.record(RestrictionLifted(pupil=restriction.pupil.person.key, restriction=restriction.kind))


def _of_person(*, person: Person, school: int, **_: Any) -> Subject:
    return Subject(board=person.board_id, school=school, person=person.pk)


@action(category="restriction", verb="write", subject=_of_person)
def raise_confidentiality(act: Act, *, person: Person, school: int, field: str, why: str) -> RaisedConfidentiality:
    """Protect a field of a person as very sensitive, from this moment, in every list and answer (R10.12)."""
    row, _ = RaisedConfidentiality.objects.get_or_create(
        board_id=person.board_id,
        person=person,
        field=RaisedConfidentiality.Fields(field).value,
        lifted_on=None,
        defaults={"why": keys.seal(person.key, "raised.why", why), "since": act.day},
    )
    protected.tell(act, person)
    act.record(ConfidentialityRaised(somebody=person.key, field=row.field, why=why))
    return row


@action(
    category="restriction",
    verb="write",
    subject=lambda *, raised, school: Subject(board=raised.board_id, school=school, person=raised.person_id),
)
def lower_confidentiality(act: Act, *, raised: RaisedConfidentiality, school: int) -> None:
    """End the extra protection of a field, from this moment. Lowering it twice changes no day."""
    raised.lifted_on = raised.lifted_on or max(raised.since, act.day)
    raised.save(update_fields=["lifted_on"])
    protected.tell(act, raised.person)
    act.record(ConfidentialityLowered(somebody=raised.person.key, field=raised.field))
