"""Where the rows of this room stand in the house, for `visible`."""

from __future__ import annotations

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.organisation import models as m

stands_at(m.Board, Standing(board="pk"))
stands_at(m.School, Standing(board="board", school="pk"))
stands_at(m.Group, Standing(board="board", school="school", group="pk"))
stands_at(
    m.Pupil,
    Standing(board="board", school="school", group="placements__group", pupil="pk", person="person"),
)
stands_at(
    m.Guardianship,
    Standing(
        board="board",
        school="pupil__school",
        group="pupil__placements__group",
        pupil="pupil",
        person="person",
    ),
)
stands_at(m.ContactDetail, Standing(board="board", person="person"))
stands_at(m.Membership, Standing(board="board", school="school", person="person"))
stands_at(m.ImportRun, Standing(board="board", school="school"))
stands_at(m.HouseValue, Standing(board="board"))
