"""How photos and films stand in the house, for `visible`. The workshop is for staff: no row stands at a pupil."""

from __future__ import annotations

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.media.models import MediaFile

stands_at(MediaFile, Standing(board="board", school="school", group="group", person="made_by"))
