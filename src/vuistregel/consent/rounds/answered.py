"""An answer came in: who answered everything that their page asks is done, in the same transaction.

A family's answer counts whoever of them gave it. A question that nobody of them answered stays open, and so do the
reminders and the letter.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from vuistregel.clock import day_of
from vuistregel.consent.models import NO_USE, Consent, Invitation, InvitedFor, Round, RoundPupil
from vuistregel.consent.queries import asked_in_general
from vuistregel.consent.rules import Capacity, Matter, Mode
from vuistregel.organisation.models import Pupil


def heard_about(pupil: Pupil, moment: datetime) -> None:
    """Somebody who decides answered about this pupil: done in the rounds of this school year when that was the last."""
    day = day_of(moment)
    open_ = RoundPupil.objects.filter(
        board=pupil.board_id,
        pupil=pupil,
        answered_at=None,
        round__opened_on__isnull=False,
        round__year_starts__lte=day,
        round__year_ends__gte=day,
    )
    since = open_.values_list("round__year_starts", flat=True).first()
    if since is not None:
        _done(open_, pupil.school_id, since, moment, Q(person=pupil.person_id))


def heard_before(round_: Round, moment: datetime) -> None:
    """A round asks families of whom some answered everything already: they are done at once, nobody reminds them."""
    rows = RoundPupil.objects.filter(board=round_.board_id, round=round_, gap="", answered_at=None)
    _done(rows, round_.school_id, round_.year_starts, moment, Q())


def _done(rows: QuerySet[RoundPupil], school: int, since: date, moment: datetime, whom: Q) -> None:
    complete = _answered_everything(school, since, day_of(moment), whom)
    if complete is None:
        return
    found = list(rows.filter(pupil__person__in=complete).values_list("pk", "board"))
    if not found:
        return
    keys = [pk for pk, _ in found]
    RoundPupil.objects.filter(pk__in=keys).update(answered_at=moment)
    still = InvitedFor.objects.filter(invitation=OuterRef("pk"), pupil__answered_at=None)
    Invitation.objects.filter(board=found[0][1], about__pupil__in=keys, answered_at=None).exclude(Exists(still)).update(
        answered_at=moment
    )


def _answered_everything(school: int, since: date, day: date, whom: Q) -> QuerySet[Any, Any] | None:
    """The persons at a school about whom every question has an answer that is in force; None when nothing is asked.

    `since`: the first day of the school year; `whom`: which rows to look at. What a pupil takes back beside
    the parents answers nothing for them.
    """
    asked = list(asked_in_general([school], day).values_list("pk", flat=True))
    if not asked:
        return None
    lasting = Q(question__channel__mode=Mode.STANDING.value) & ~Q(question__matter=Matter.CONTACT.value)
    rows = Consent.objects.filter(
        whom,
        lasting | Q(on__gte=since),
        Q(until__isnull=True) | Q(until__gte=day),
        school=school,
        use=NO_USE,
        question__in=asked,
        terms__gte=F("question__terms"),
    ).exclude(capacity=Capacity.SHARED.value)
    counted = rows.values("person").annotate(questions=Count("question", distinct=True))
    return counted.filter(questions=len(asked)).values("person")
