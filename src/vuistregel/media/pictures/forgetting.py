"""What is done again after a restore: a backup brought back photos, or names in photos, whose keys are destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from vuistregel import clock
from vuistregel.keys import replay
from vuistregel.media.models import Face, MediaFile


@replay.register
def forget(holders: Sequence[UUID]) -> None:
    """Say of these files that they are gone, and take these people out of all photos. Twice changes nothing."""
    MediaFile.objects.filter(original_key__in=holders).update(original=None)
    gone = MediaFile.objects.filter(key__in=holders, gone_at=None)
    Face.objects.filter(media__in=gone.values("pk")).delete()
    gone.update(original=None, result=None, covers_confirmed_at=None, gone_at=clock.now())
    named = Face.objects.filter(person__key__in=holders)
    named.filter(width=0).delete()
    named.update(person=None)
