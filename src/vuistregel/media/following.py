"""Where somebody can be seen follows them when two rows turn out to be one human being, and goes back when not."""

from __future__ import annotations

from vuistregel.media.models import Album, Appearance, Face, MediaFile, Publication, TakeDown
from vuistregel.organisation.following import follows

follows(Appearance, once_per=("publication",))
follows(TakeDown, once_per=("publication", "state"))
follows(Face)
follows(MediaFile, "made_by")
follows(Publication, "made_by")
follows(Album, "made_by")
