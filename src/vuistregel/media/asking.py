"""Judging for somebody: how frank the answer may be, and what the log must know of it."""

from __future__ import annotations

from datetime import date

from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.actions import log_read
from vuistregel.media.queries import Idea, Verdict, judge


def judge_for(actor: Actor, idea: Idea, day: date, *, ways: bool = True, page: str = "may_publish") -> Verdict:
    """The verdict as this actor may read it. Whoever may know of restrictions reads them, and the log says so."""
    school = idea.channel.school
    place = Subject(board=school.board_id, school=school.pk)
    frank = bool(engine().decide(actor, "read", "restriction", place))
    verdict = judge(idea, day, frank=frank, ways=ways)
    if frank and any(r.norm in {"restriction.respected", "confidentiality.raise"} for r in verdict.decision.reasons):
        log_read(actor, category="restriction", subject=place, page=page)
    return verdict
