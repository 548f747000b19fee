"""How the rows of this room stand in the house, for `visible`."""

from __future__ import annotations

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.media.models import Publication, TakeDown

stands_at(Publication, Standing(board="board", school="school", pupil="appearances__person__pupils"))
stands_at(TakeDown, Standing(board="board", school="publication__school"))
