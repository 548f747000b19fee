"""How albums stand in the house, for `visible`. Who of a school may look at one is said in `queries`."""

from __future__ import annotations

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.media.models import Album

stands_at(Album, Standing(board="board", school="school", group="group"))
