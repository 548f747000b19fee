"""Who and what the file does not name any more, as the page shows it: the group, the last day, until when kept.

Only pupils get a last day; staff, parents and groups simply are no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vuistregel.norms import NormsOfDay
from vuistregel.organisation.roster.runs import Shown
from vuistregel.organisation.roster.steps import Kind, Step, What
from vuistregel.ui import days
from vuistregel.words import Words, same

KIND_WORDS: Final = {
    What.PUPIL: Words("leerling", "pupil"),
    What.STAFF: Words("medewerker", "staff"),
    What.GROUP: Words("groep", "group"),
    What.GUARDIAN: Words("ouder", "parent"),
}
_KEPT = Words("Vertrokken op {day}, bewaard tot en met {until}.", "Left on {day}, kept until {until}.")
_THE_GROUP = Words("Groep {name}", "Group {name}")
_WHO = Words("{name}, {where}", "{name}, {where}")
_GROUP = Words("groep {names}", "group {names}")


@dataclass(frozen=True, slots=True)
class DepartedView:
    who: Words
    notes: tuple[Words, ...]


def departing(view: Shown, norms: NormsOfDay) -> tuple[DepartedView, ...]:
    """The rows of the section; `norms` say how long the file of a pupil is kept."""
    steps = (step for what in What for step in _in_order(view, what))
    return tuple(DepartedView(_who(s), (*_kept(s, norms), *s.notes)) for s in steps)


def whereabouts(step: Step) -> Words:
    """The group of a pupil, where one is known; else what kind of row it is."""
    names: Iterable[str] = step.known.group_names if step.what is What.PUPIL and step.known else ()
    told = ", ".join(names)
    return _GROUP.with_(names=same(told)) if told else KIND_WORDS[step.what]


def _who(step: Step) -> Words:
    """`Daan Krul, groep 8A`, `Ilse Marees, medewerker`, `Groep 1C`."""
    if step.what is What.GROUP:
        return _THE_GROUP.with_(name=same(step.name))
    return _WHO.with_(name=same(step.name), where=whereabouts(step))


def _in_order(view: Shown, what: What) -> list[Step]:
    return view.steps.get((what, Kind.DEPARTED), [])


def _kept(step: Step, norms: NormsOfDay) -> tuple[Words, ...]:
    if step.what is not What.PUPIL or not step.changes:
        return ()
    left = date.fromisoformat(step.changes[0].new)
    until = norms["retention.pupil-file"].add_to(left)
    return (_KEPT.with_(day=days.plain(left), until=days.plain(until)),)
