"""Which pupils a round concerns."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from vuistregel.consent.models import Round, RoundPupil, Whom
from vuistregel.organisation.models import Placement, Pupil, School
from vuistregel.organisation.periods import open_on, present_on


def pupils_for(
    school: School, whom: str, day: date, *, groups: list[int] | None = None, since: date | None = None
) -> QuerySet[Pupil]:
    """The pupils at a school on a day: all, those of some groups, or who came since a day."""
    rows = Pupil.objects.filter(present_on(day), board=school.board_id, school=school)
    if whom == Whom.GROUPS:
        placed = Placement.objects.filter(
            open_on(day), board=school.board_id, pupil=OuterRef("pk"), group__in=groups or []
        )
        return rows.filter(Exists(placed))
    return rows.filter(arrived__gte=since) if whom == Whom.NEWCOMERS else rows


def pupils_of(round_: Round, day: date) -> QuerySet[Pupil]:
    """The pupils whom a round concerns on a day."""
    return pupils_for(round_.school, round_.whom, day, groups=round_.groups, since=round_.newcomers_since)


def not_asked_yet(round_: Round, day: date) -> QuerySet[Pupil]:
    """Those of them about whom nobody was asked in this round."""
    asked = RoundPupil.objects.filter(board=round_.board_id, round=round_, pupil=OuterRef("pk"), gap="")
    return pupils_of(round_, day).exclude(Exists(asked))
