"""What is done again after a restore: a backup brought back rows of people whose keys were destroyed since."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from vuistregel.keys import replay
from vuistregel.organisation.models import (
    ContactDetail,
    ContactRestriction,
    Person,
    Pupil,
    RaisedConfidentiality,
    StaffKey,
)

#: What stands where a name stood. The row stays, because others (placements, the log) point at it.
NOBODY = "-"


@replay.register
def forget(holders: Sequence[UUID]) -> None:
    """Take out of the rows of these people whatever tells who they were. Doing it twice changes nothing."""
    people = list(Person.objects.filter(key__in=holders).values_list("pk", flat=True))
    ContactDetail.objects.filter(person__in=people).delete()
    RaisedConfidentiality.objects.filter(person__in=people).delete()
    ContactRestriction.objects.filter(pupil__person__in=people).delete()
    Pupil.objects.filter(person__in=people).update(number_lookup=None, roster_digest=b"")
    StaffKey.objects.filter(person__in=people).update(roster_digest=b"")
    Person.objects.filter(pk__in=people).update(
        account=None,
        given_names="",
        initials="",
        prefix="",
        family_name="",
        call_name=NOBODY,
        sort_key="",
        birth_date=None,
    )
