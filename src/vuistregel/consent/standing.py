"""How the rows of this room stand in the house, for `visible`."""

from __future__ import annotations

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.consent.models import Channel, Consent, ConsentState

stands_at(Channel, Standing(board="board", school="school"))
_OF_PERSON = Standing(
    board="board",
    school="school",
    group="person__pupils__placements__group",
    pupil="person__pupils",
    person="person",
)
stands_at(Consent, _OF_PERSON)
stands_at(ConsentState, _OF_PERSON)
