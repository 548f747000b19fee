"""Taking over consents that the pupil administration kept: whole or not at all (R7.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from vuistregel import norms, texts
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent import changes, states
from vuistregel.consent.events import ConsentsTakenOver
from vuistregel.consent.models import Consent
from vuistregel.consent.rules import How
from vuistregel.consent.taking_over.judging import Difference
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import School
from vuistregel.texts.models import ShownText
from vuistregel.words import Words, same

_BATCH = 1000


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


@action(category="consent", verb="write", subject=_of_school)
def take_over(act: Act, *, school: School, found: Difference) -> int:
    """Record the answers of a file as they were given, each with its day and the words of its form.

    Refused when one row has a fault, or none is new. Returns how many were recorded.
    """
    if found.faults:
        act.refuse(no(_FAULTS))
    if not found.new:
        act.refuse(no(_NOTHING_NEW))
    kept: dict[str, ShownText] = {}
    for taken in found.new:
        if taken.about not in kept:
            kept[taken.about] = texts.keep(board=school.board, about=taken.about, words=same(taken.text), day=act.day)
    rows = [
        Consent(
            board_id=school.board_id,
            person_id=taken.pupil.person_id,
            school=school,
            question=taken.question,
            answer=taken.answer.value,
            by_id=taken.by,
            capacity=taken.capacity.value,
            how=How.IMPORTED.value,
            text=kept[taken.about],
            terms=taken.question.terms,
            on=taken.on,
            at=act.moment - timedelta(days=(act.day - taken.on).days),
            recorded_by=act.actor.ref,
            norms_release=norms.release(),
        )
        for taken in sorted(found.new, key=lambda t: (t.on, t.line))
    ]
    Consent.objects.bulk_create(rows, batch_size=_BATCH)
    changed = []
    wanted = sorted({(r.person_id, r.question_id, r.use) for r in rows}, key=lambda key: key[:2])
    for start in range(0, len(wanted), _BATCH):
        changed += states.renew(school.board_id, wanted[start : start + _BATCH])
    changes.tell(act, changed)
    act.record(ConsentsTakenOver(school=school.name, count=len(rows), pupils=len({r.person_id for r in rows})))
    return len(rows)


_FAULTS = Reason(
    Words(
        "Er staan fouten in het bestand. Wij nemen het in zijn geheel over, of niet.",
        "The file has errors. We take it over as a whole, or not at all.",
    ),
    norm="consent.conditions",
)
_NOTHING_NEW = Reason(
    Words("Al deze antwoorden zijn al overgenomen.", "All these answers were taken over already."),
    norm="consent.conditions",
)
