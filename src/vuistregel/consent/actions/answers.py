"""Answering: one action for the parent's page, the pupil's, the office's paper, and what an import takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from vuistregel import norms
from vuistregel.access.actor import ActorKind, Subject
from vuistregel.actions import Act, action
from vuistregel.consent import changes, states
from vuistregel.consent.capacities import capacity_for
from vuistregel.consent.events import Answered
from vuistregel.consent.known_uses import OfUse, known_use
from vuistregel.consent.models import NO_USE, Consent, Question
from vuistregel.consent.rounds.answered import heard_about
from vuistregel.consent.rules import Answer, Capacity, How
from vuistregel.consent.telling import tell_guardians
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Person, Pupil, School
from vuistregel.organisation.subjects import pupil_subject
from vuistregel.texts.models import ShownText
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one question.

    `use`: the publication that was asked about. `saw`: the number of the same decider's newest answer that the form
    showed (`Consent.pk`, 0 for none). `text`: the version that was shown; None takes the version of now.
    `carried_from`: last year's answer that the decider chose to repeat (T39).
    """

    question: Question
    answer: Answer
    use: UUID = NO_USE
    saw: int = 0
    text: ShownText | None = None
    carried_from: Consent | None = None
    until: date | None = None


def _about(*, person: Person, school: School, pupil: Pupil | None = None, **_: Any) -> Subject:
    if pupil is not None:
        from vuistregel import clock

        found = pupil_subject(pupil.pk, clock.today())
        if found is not None:
            return found
    return Subject(board=person.board_id, school=school.pk, person=person.pk)


@action(category="consent", verb="write", subject=_about)
def answer(
    act: Act,
    *,
    person: Person,
    school: School,
    pupil: Pupil | None,
    by: Person,
    replies: Sequence[Reply],
    how: How,
    language: str = "nl",
    on: date | None = None,
    scan: UUID | None = None,
) -> list[Consent]:
    """Record what somebody answered about a pupil, or about themselves. Each answer is a record of its own.

    `by` must be one who decides on that day (R2.8, R5.16, S80), else the action is refused with the reasons. An answer
    on somebody's own page is theirs alone: nobody gives it for them. `on` is the day of an answer that reached the
    school earlier; it is never in the future.
    """
    day = on or act.day
    if day > act.day:
        act.refuse(no(_LATER))
    _demand_own_hand(act, by, how)
    if not replies:
        act.refuse(no(_NOTHING))
    _demand_its_own_use(act, school, replies)
    capacities = {given: _capacity(act, pupil, person, by, given, day) for given in {r.answer for r in replies}}
    rows = [_row(act, person, school, by, r, capacities[r.answer], how, language, day, scan) for r in replies]
    if how is How.PORTAL:
        # Nobody answers the same question twice in one form; a second press of the button adds a record, no harm.
        rows = list({(r.question_id, r.use): r for r in rows}.values())
    Consent.objects.bulk_create(rows)
    changed = states.renew(person.board_id, {(r.person_id, r.question_id, r.use) for r in rows})
    changes.tell(act, changed)
    if pupil is not None and any(row.use == NO_USE for row in rows):
        heard_about(pupil, act.moment)
    if pupil is not None:
        tell_guardians(act, pupil, rows)
    act.record(
        Answered(
            somebody=person.key,
            by=by.key,
            count=len(rows),
            how=how.value,
            answers=", ".join(f"{r.question.channel.slug}/{r.question.matter}: {r.answer}" for r in rows),
        )
    )
    return rows


def _demand_its_own_use(act: Act, school: School, replies: Sequence[Reply]) -> None:
    """An answer about one use is about that use: not about one of another school or place (S69)."""
    for reply in replies:
        use = known_use(reply.use) if reply.use != NO_USE else None
        if use is not None and use != OfUse(school.pk, reply.question.channel_id):
            act.refuse(no(_OTHER_USE))


def _row(
    act: Act,
    person: Person,
    school: School,
    by: Person,
    reply: Reply,
    capacity: Capacity,
    how: How,
    language: str,
    day: date,
    scan: UUID | None,
) -> Consent:
    text = reply.text or reply.question.text
    if text is None:
        act.refuse(no(_NO_TEXT))
    return Consent(
        board_id=person.board_id,
        person=person,
        school=school,
        question=reply.question,
        use=reply.use,
        answer=reply.answer.value,
        by=by,
        capacity=capacity.value,
        how=how.value,
        text=text,
        language=language,
        terms=reply.question.terms,
        on=day,
        at=act.moment - timedelta(days=(act.day - day).days),
        until=reply.until,
        saw=reply.saw,
        carried_from=reply.carried_from,
        scan=scan,
        recorded_by=act.actor.ref,
        norms_release=norms.release(),
    )


def _capacity(act: Act, pupil: Pupil | None, person: Person, by: Person, given: Answer, day: date) -> Capacity:
    if pupil is None:
        if by.pk != person.pk:
            act.refuse(no(_ADULT))
        return Capacity.ADULT
    found, decision = capacity_for(pupil, by, given, day)
    act.demand(decision)
    assert found is not None
    return found


def _demand_own_hand(act: Act, by: Person, how: How) -> None:
    if how is not How.PORTAL or act.actor.kind is not ActorKind.PERSON:
        return
    if by.pk not in {hat.person for hat in act.actor.hats}:
        act.refuse(no(_OWN_HAND))


_LATER = Reason(
    Words("Een antwoord kan niet van later zijn dan vandaag.", "An answer cannot be of later than today."),
    norm="consent.conditions",
)
_NOTHING = Reason(
    Words("Er is nog niets gekozen. Kies eerst ja of nee.", "Nothing was chosen yet. Choose yes or no first."),
    norm="consent.conditions",
)
_OTHER_USE = Reason(
    Words(
        "Deze publicatie hoort bij een andere school of plek. Kijk het nummer na.",
        "This publication belongs to another school or place. Check its number.",
    ),
    norm="consent.per-channel",
)
_NO_TEXT = Reason(
    Words(
        "Deze plek heeft nog geen tekst. Zonder tekst kan de school niets vragen.",
        "This place has no text yet. Without a text the school can ask nothing.",
    ),
    norm="consent.conditions",
)
_ADULT = Reason(
    Words("Over een volwassene beslist alleen die persoon zelf.", "About an adult only that person decides."),
    norm="consent.adults",
)
_OWN_HAND = Reason(
    Words(
        "Op deze pagina antwoordt ieder alleen voor zichzelf.", "On this page everybody answers only for themselves."
    ),
    norm="consent.conditions",
)
