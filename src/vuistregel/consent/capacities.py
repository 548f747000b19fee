"""In which right somebody may give this answer about this pupil: asked of the one rule about who decides."""

from __future__ import annotations

from datetime import date

from vuistregel import norms
from vuistregel.consent.models import Consent
from vuistregel.consent.rules import Answer, Capacity
from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.models import Guardianship, Person, Pupil
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.queries import deciders_of, facts_of
from vuistregel.organisation.rules import Deciders, For
from vuistregel.words import Words

_NOT_YOU = Words("Dit antwoord kan niet van {name} komen.", "This answer cannot come from {name}.")


def capacity_for(pupil: Pupil, by: Person, given: Answer, day: date) -> tuple[Capacity | None, Decision]:
    """The capacity and a yes, or None and the reasons why this person may not give this answer on this day.

    Who decides may say yes and no. For a no it is enough to be among those who may withdraw: from 2026-09-01 that is
    a pupil of 12 or over too (S80), who may also take the own withdrawal back.
    """
    facts = facts_of(pupil, day)
    deciding = deciders_of(facts, For.CONSENT, day, pupil.school.sector)
    withdrawing = deciders_of(facts, For.WITHDRAWAL, day, pupil.school.sector)
    if by.pk == pupil.person_id:
        return _pupil(pupil, by, given, deciding, withdrawing, day)
    row = Guardianship.objects.filter(open_on(day), pupil=pupil, person=by).order_by("pk").first()
    key = "" if row is None else row.key or str(by.key)
    if row is not None and any(p.kind == "guardian" and p.key == key for p in deciding.people):
        return Capacity.GUARDIAN, yes()
    return None, _refusal(by, deciding)


def _pupil(
    pupil: Pupil, by: Person, given: Answer, deciding: Deciders, withdrawing: Deciders, day: date
) -> tuple[Capacity | None, Decision]:
    decides = _pupil_in(deciding)
    if decides:
        return Capacity.OWN, yes()
    if not _pupil_in(withdrawing):
        # The reasons of withdrawing say since when a pupil could, and that this day is before it.
        return None, _refusal(by, deciding if given is Answer.GIVEN else withdrawing)
    if given is not Answer.GIVEN:
        # Beside the parents below the age of an own decision; alone after it, where a school still asks the parents.
        return (Capacity.OWN if _of_age(pupil, day) else Capacity.SHARED), yes()
    took = Consent.objects.filter(board=pupil.board_id, person=pupil.person_id, capacity=Capacity.SHARED.value)
    return (Capacity.SHARED, yes()) if took.exists() else (None, _refusal(by, deciding))


def _of_age(pupil: Pupil, day: date) -> bool:
    age = norms.on(day, sector=pupil.school.sector)["age.own-decision"]
    return pupil.person.birth_date is not None and birthday(pupil.person.birth_date, age.amount) <= day


def _pupil_in(found: Deciders) -> bool:
    return any(p.kind == "pupil" for p in found.people)


def _refusal(by: Person, found: Deciders) -> Decision:
    told = tuple(r for r in found.reasons if r.binding and r.norm != "restriction.respected")
    return no(Reason(_NOT_YOU.with_(name=by.name), norm=told[0].norm if told else "authority.confirm"), *told)
