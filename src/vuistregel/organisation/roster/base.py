"""What a school was when a difference was made, as one short text: applying refuses when it is something else now.

Counts, highest ids and sums of versions, not the rows themselves: asking is cheap, and every way in which people here
change pupils, groups, staff and guardians moves one of them.
"""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Count, Max, Sum

from vuistregel.organisation.models import (
    Authority,
    ContactDetail,
    Group,
    Guardianship,
    Membership,
    Placement,
    Pupil,
    School,
    StaffKey,
    Teaching,
)


def fingerprint(school: School) -> str:
    """The state of one school, 64 letters."""
    board = school.board_id
    row = School.objects.values_list("version", "roster_applied_at", "match_by_number").get(pk=school.pk)
    pupils = Pupil.objects.filter(board=board, school=school)
    facts = [
        row,
        pupils.aggregate(
            n=Count("pk"), last=Max("pk"), v=Sum("version"), p=Sum("person__version"), gone=Count("departed")
        ),
        Group.objects.filter(board=board, school=school).aggregate(
            n=Count("pk"), v=Sum("version"), ended=Count("ended")
        ),
        Placement.objects.filter(board=board, group__school=school).aggregate(
            n=Count("pk"), last=Max("pk"), ended=Count("until")
        ),
        StaffKey.objects.filter(board=board, school=school).aggregate(
            n=Count("pk"), last=Max("pk"), p=Sum("person__version"), gone=Count("departed")
        ),
        Teaching.objects.filter(board=board, group__school=school).aggregate(n=Count("pk"), ended=Count("until")),
        Membership.objects.filter(board=board, school=school).aggregate(
            n=Count("pk"), last=Max("pk"), ended=Count("until")
        ),
        Guardianship.objects.filter(board=board, pupil__school=school).aggregate(
            n=Count("pk"), last=Max("pk"), v=Sum("version"), p=Sum("person__version"), ended=Count("until")
        ),
        Guardianship.objects.filter(board=board, pupil__school=school).exclude(authority=Authority.UNKNOWN).count(),
        ContactDetail.objects.filter(board=board).aggregate(n=Count("pk"), last=Max("pk")),
    ]
    return sha256(repr([sorted(f.items()) if isinstance(f, dict) else f for f in facts]).encode()).hexdigest()
