"""Once a year a parent looks at the own contact data, and says whom to call in an emergency (R5.20, R5.21)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.lists.corrections import changed_since, declined_field, newest_detail, taken_over
from vuistregel.consent.lists.events import (
    ContactChecked,
    CorrectionDeclined,
    CorrectionSettled,
    CorrectionsTakenOver,
    EmergencyContactGiven,
)
from vuistregel.consent.models import ContactCheck, ContactCorrection, EmergencyContact
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Board, ContactKind, Person, Pupil
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
            defaults={
                "said": keys.seal(person.key, f"correction.{kind.value}", said),
                "asked_on": act.day,
                "known": 0,  # the next tick holds it against what is there
            },
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


def _of_correction(*, correction: ContactCorrection, **_: Any) -> Subject:
    return Subject(board=correction.board_id, school=correction.school_id)


@action(category="contact", verb="write", subject=_of_correction)
def settle_correction(act: Act, *, correction: ContactCorrection) -> None:
    """The office put a correction in the pupil administration, or found that it was right already."""
    row = ContactCorrection.objects.select_for_update().select_related("person").get(pk=correction.pk)
    if row.declined is not None:
        act.refuse(no(_DONE))
    row.done_on = row.done_on or max(act.day, row.asked_on)
    row.save(update_fields=["done_on"])
    act.record(CorrectionSettled(somebody=row.person.key, what=row.kind))


@action(category="contact", verb="write", subject=_of_correction)
def decline_correction(act: Act, *, correction: ContactCorrection, why: str) -> None:
    """The office does not take a correction over, and says why: the parent reads it on their own page (R5.21)."""
    row = ContactCorrection.objects.select_for_update().select_related("person").get(pk=correction.pk)
    if row.done_on is not None:
        act.refuse(no(_DONE))
    if not why.strip():
        act.refuse(no(_SAY_WHY))
    row.done_on = max(act.day, row.asked_on)
    row.declined = keys.seal(row.person.key, declined_field(row.kind), why.strip())
    row.save(update_fields=["done_on", "declined"])
    act.record(CorrectionDeclined(somebody=row.person.key, what=row.kind, why=why.strip()))


@action(category="consent", verb="write", subject=lambda *, board: Subject(board=board.pk))
def settle_taken_over(act: Act, *, board: Board) -> int:
    """Close the corrections that the administration brought in since they were asked; says how many (R5.21)."""
    rows = list(changed_since().filter(board=board).select_for_update(of=("self",)).order_by("pk"))
    there = taken_over(rows)
    for row in rows:
        # When something else came it is not looked at again before the next change.
        row.known = newest_detail(row.person_id, row.kind)
        row.done_on = max(act.day, row.asked_on) if row.pk in there else None
        row.save(update_fields=["known", "done_on"])
    act.record(CorrectionsTakenOver(count=len(there)))
    return len(there)


_DONE = Reason(
    Words("Deze verbetering is al verwerkt.", "This correction is settled already."),
    norm="contact-list.consent.renewal",
)
_SAY_WHY = Reason(
    Words("Zeg waarom u dit niet overneemt.", "Say why you do not take this over."),
    norm="contact-list.consent.renewal",
)
_YOURS = Reason(
    Words("Dit zegt ieder alleen over zichzelf.", "Everybody says this about themselves only."),
    norm="consent.conditions",
)
_BOTH = Reason(
    Words("Vul een naam en een nummer in.", "Fill in a name and a number."), norm="contact-list.consent.renewal"
)
