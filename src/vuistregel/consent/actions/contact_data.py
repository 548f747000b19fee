"""Once a year a parent looks at the own contact data, and says whom to call in an emergency (R5.20, R5.21)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.lists.events import ContactChecked, CorrectionSettled, EmergencyContactGiven
from vuistregel.consent.models import ContactCheck, ContactCorrection, EmergencyContact
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import ContactKind, Person, Pupil
from vuistregel.organisation.subjects import pupil_subject
from vuistregel.words import Words


def _of_pupil(*, pupil: Pupil, **_: Any) -> Subject:
    from vuistregel import clock

    found = pupil_subject(pupil.pk, clock.today())
    return found or Subject(board=pupil.board_id, school=pupil.school_id, pupil=pupil.pk)


@action(category="consent", verb="write", subject=_of_pupil)
def check_contact_data(
    act: Act, *, pupil: Pupil, person: Person, corrections: Mapping[ContactKind, str] | None = None
) -> None:
    """Say that the own contact data are right, or what they should be: that goes to the office (R5.21).

    A correction replaces an earlier one that the office did not settle yet.
    """
    _own(act, person)
    changed = dict(corrections or {})
    for kind, said in changed.items():
        ContactCorrection.objects.update_or_create(
            board_id=pupil.board_id,
            person=person,
            school_id=pupil.school_id,
            kind=kind.value,
            done_on=None,
            defaults={"said": keys.seal(person.key, f"correction.{kind.value}", said), "asked_on": act.day},
        )
    ContactCheck.objects.get_or_create(
        board_id=pupil.board_id, person=person, school_id=pupil.school_id, checked_on=act.day
    )
    act.record(ContactChecked(somebody=person.key, corrections=len(changed)))


@action(category="consent", verb="write", subject=_of_pupil)
def give_emergency_contact(act: Act, *, pupil: Pupil, by: Person, name: str, phone: str) -> None:
    """Say whom the school calls about this child when it cannot reach this parent; empty takes it back."""
    _own(act, by)
    if not name and not phone:
        EmergencyContact.objects.filter(board=pupil.board_id, pupil=pupil, by=by).delete()
        act.record(EmergencyContactGiven(somebody=pupil.person.key, what="taken back"))
        return
    if not name or not phone:
        act.refuse(no(_BOTH))
    sealed = keys.seal_many([(pupil.person.key, "emergency.name", name), (pupil.person.key, "emergency.phone", phone)])
    EmergencyContact.objects.update_or_create(
        board_id=pupil.board_id,
        pupil=pupil,
        by=by,
        defaults={"name": sealed[0], "phone": sealed[1], "given_on": act.day},
    )
    act.record(EmergencyContactGiven(somebody=pupil.person.key, what="given"))


def _own(act: Act, person: Person) -> None:
    """Everybody says this of themselves."""
    if person.pk not in {hat.person for hat in act.actor.hats}:
        act.refuse(no(_YOURS))


def _of_correction(*, correction: ContactCorrection) -> Subject:
    return Subject(board=correction.board_id, school=correction.school_id)


@action(category="contact", verb="write", subject=_of_correction)
def settle_correction(act: Act, *, correction: ContactCorrection) -> None:
    """The office put a correction in the pupil administration, or found that it was right already."""
    correction.done_on = correction.done_on or act.day
    correction.save(update_fields=["done_on"])
    act.record(CorrectionSettled(somebody=correction.person.key, what=correction.kind))


_YOURS = Reason(
    Words("Dit zegt ieder alleen over zichzelf.", "Everybody says this about themselves only."),
    norm="consent.conditions",
)
_BOTH = Reason(
    Words("Vul een naam en een nummer in.", "Fill in a name and a number."), norm="contact-list.consent.renewal"
)
