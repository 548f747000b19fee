"""A code on paper: a way in for whoever decides and has no mail address, a pupil of 12 among them (S80)."""

from __future__ import annotations

from typing import Any

from vuistregel.access.actor import Subject
from vuistregel.access.signin.personal import make_personal
from vuistregel.access.signin.secrets import Fresh
from vuistregel.actions import Act, action
from vuistregel.consent.actions.rounds import THERE
from vuistregel.consent.events import CodeGiven
from vuistregel.organisation.models import Person, School
from vuistregel.organisation.queries import norms_for


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


@action(category="consent", verb="write", subject=_of_school)
def give_code(act: Act, *, school: School, person: Person) -> Fresh:
    """Make a code that opens the own page. It exists in the clear only in what is returned: print it at once."""
    until = norms_for(school.board_id, act.day, school.sector).add("consent.link.term", act.moment)
    (fresh,) = make_personal(act, board=school.board_id, persons=[person.key], there=THERE, until=until)
    act.record(CodeGiven(somebody=person.key, school=school.name))
    return fresh
