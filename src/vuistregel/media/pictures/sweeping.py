"""Originals leave when their term has passed, and what nothing uses leaves with them. Their keys are destroyed.

A key is destroyed first, and the row says so after it: a kill between the two leaves a row that the next sweep mends,
and no file that could still be read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from vuistregel import clock, keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.actions import Act, action
from vuistregel.media.models import Face, MediaFile, MediaKind
from vuistregel.media.pictures import uses
from vuistregel.media.pictures.events import MediaExpired
from vuistregel.organisation.models import School

#: How many files one sweep of a school clears; the next tick takes the rest.
AT_ONCE = 500


def sweep(actor: Actor, now: datetime) -> int:
    """Clear what is due at every school; returns how many files went. May run twice."""
    day = clock.day_of(now)
    due = MediaFile.objects.filter(gone_at=None, original_until__lt=day)
    schools = School.objects.filter(pk__in=due.values("school")).select_related("board").order_by("pk")
    return sum(_of_school(actor, school, now) for school in schools)


def _of_school(actor: Actor, school: School, now: datetime) -> int:
    day = clock.day_of(now)
    rows = list(
        MediaFile.objects.filter(board=school.board_id, school=school, gone_at=None, original_until__lt=day).order_by(
            "pk"
        )
    )
    used = uses.in_use([row.key for row in rows])
    originals = [row for row in rows if row.original is not None][:AT_ONCE]
    # What is still used but was never finished has nothing left once its original is gone.
    over = [row for row in rows if row.key not in used or (row.result is None and row.kind != MediaKind.LINK)][:AT_ONCE]
    if not originals and not over:
        return 0
    keys.destroy_many([row.original_key for row in originals], why="term passed", norm="photo.original")
    keys.destroy_many([row.key for row in over], why="term passed", norm="photo.original")
    expire(actor, school=school, originals=originals, over=over)
    return len(originals) + len(over)


def _of(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


@action(category="media", verb="write", subject=_of)
def expire(act: Act, *, school: School, originals: list[MediaFile], over: list[MediaFile]) -> None:
    """Note that originals are gone, and which photos and films went altogether; their keys are destroyed already."""
    MediaFile.objects.filter(pk__in=[row.pk for row in originals]).update(original=None)
    gone = [row.pk for row in over]
    MediaFile.objects.filter(pk__in=gone).update(
        original=None, result=None, covers_confirmed_at=None, gone_at=act.moment
    )
    Face.objects.filter(media__in=gone).delete()
    results = len({row.pk for row in over} - {row.pk for row in originals})
    act.record(MediaExpired(school=school.name, originals=len(originals), results=results))
