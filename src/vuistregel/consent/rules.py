"""When an answer counts: pure functions over plain facts. No database, no clock.

Sources: R1.11, R5.16, R5.20, R5.22, R7.4-R7.11, S16, S44-S48, S80, T05, T06, T25, T30; UAVG 5 per 2026-09-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.words import Words


class Audience(StrEnum):
    """Who can see what stands in a place: everybody, the people of the school, the people of a class."""

    PUBLIC = "public"
    SCHOOL = "school"
    CLASS = "class"


class Mode(StrEnum):
    """How often a school asks (R7.4, R7.5, T05): each time (until it chooses), each school year, or once with a
    notice every year."""

    EACH_TIME = "each_time"
    EACH_YEAR = "each_year"
    STANDING = "standing"


class Matter(StrEnum):
    """What is asked about a place. Information without a photo is a question of its own (S79)."""

    IMAGE = "image"
    INFORMATION = "information"
    CONTACT = "contact"


class How(StrEnum):
    """How an answer reached the school."""

    PORTAL = "portal"
    PAPER = "paper"
    ENROLMENT_FORM = "enrolment_form"
    TALK = "talk"
    IMPORTED = "imported"


class Answer(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    """In which right somebody answers. `SHARED`: a pupil below 16 who may withdraw beside the parents (S80)."""

    GUARDIAN = "guardian"
    OWN = "own"
    SHARED = "shared"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class Given:
    """One record as the rule sees it. `number` rises with time; `saw` is the newest number of the same decider that
    the form showed (0: none)."""

    number: int
    by: str
    capacity: Capacity
    answer: Answer
    on: date
    saw: int = 0
    terms: int = 1
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows from all records about one person, question and use."""

    answer: Answer
    on: date
    terms: int
    until: date | None = None
    held_back: bool = False


def standing(records: Iterable[Given]) -> Standing | None:
    """What holds now; None when nobody answered.

    The person's own answer (an adult, a pupil of age) replaces all others. Below that age one refusal or withdrawal of
    a parent blocks (T30), and one consent carries while the others are silent. A pupil's shared withdrawal ends what
    parents gave before it, and blocks what they give after it until the pupil takes it back (S80).

    The order is that of the days of the answers: an old paper form that is entered late does not undo a newer answer.
    """
    ordered = sorted(records, key=lambda r: (r.on, r.number))
    if not ordered:
        return None
    own = [r for r in ordered if r.capacity in (Capacity.OWN, Capacity.ADULT)]
    if own:
        return _as_standing(latest_deliberate(own))
    shared = [place for place, r in enumerate(ordered) if r.capacity is Capacity.SHARED]
    ended_by = max((place for place in shared if ordered[place].answer is not Answer.GIVEN), default=-1)
    current = _per_parent(ordered)
    against = [r for r in current if r.answer is not Answer.GIVEN]
    carrying = [r for r in current if r.answer is Answer.GIVEN and ordered.index(r) > ended_by]
    if against:
        return _as_standing(against[-1])
    last = ordered[shared[-1]] if shared else None
    if last is not None and last.answer is not Answer.GIVEN:
        return Standing(Answer.WITHDRAWN, last.on, last.terms, held_back=bool(carrying))
    if carrying:
        return _as_standing(carrying[-1])
    return None if last is None else Standing(Answer.WITHDRAWN, last.on, last.terms)


def _per_parent(ordered: Sequence[Given]) -> list[Given]:
    """What each parent says now, in the order of the answers."""
    by_whom: dict[str, list[Given]] = {}
    for record in ordered:
        if record.capacity is Capacity.GUARDIAN:
            by_whom.setdefault(record.by, []).append(record)
    return sorted(map(latest_deliberate, by_whom.values()), key=ordered.index)


def latest_deliberate(rows: Sequence[Given]) -> Given:
    """Of one decider's records in order: the last one, unless it was made without having seen one that was there.

    Two phones that answer the same form: both are kept and the more protective one holds, until an answer that was
    given with the newest in view.
    """
    current = rows[0]
    for place, record in enumerate(rows[1:], 1):
        there = max((r.number for r in rows[:place] if r.number < record.number), default=0)
        if record.saw >= there or record.answer is not Answer.GIVEN or current.answer is Answer.GIVEN:
            current = record
    return current


def _as_standing(record: Given) -> Standing:
    return Standing(record.answer, record.on, record.terms, record.until)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that must have been answered: how often, since when, for which terms.

    `year_start` is the first day of the school year of the day that is judged. `one_use`: the answer in hand was given
    for this very publication.
    """

    mode: Mode
    year_start: date
    terms: int = 1
    one_use: bool = False


#: Why an answer does not count. The words name nobody's family: a teacher needs no more than this.
NO_ANSWER = Reason(
    Words("Er is nog geen antwoord. Geen antwoord is nee.", "There is no answer yet. No answer is a no."),
    norm="consent.no-answer",
)
NOT_GIVEN = Reason(
    Words("Er is geen toestemming voor deze plek.", "There is no consent for this place."), norm="photo.ground"
)
NOT_ASKED_NOW = Reason(
    Words(
        "Deze school vraagt het elke keer. Voor dit gebruik is nog geen ja gegeven.",
        "This school asks each time. Nobody said yes to this use yet.",
    ),
    norm="consent.mode",
)
LAST_YEAR = Reason(
    Words(
        "Het antwoord is van een eerder schooljaar. Dit schooljaar is er nog geen antwoord. Geen antwoord is nee.",
        "The answer is of an earlier school year. There is no answer this school year. No answer is a no.",
    ),
    norm="photo.consent.renewal",
)
NO_NOTICE = Reason(
    Words(
        "De school stuurde dit schooljaar nog geen bericht over deze toestemming. Dan telt zij niet.",
        "The school sent no notice about this consent this school year. Then it does not count.",
    ),
    norm="consent.yearly-notice",
)
OTHER_USE = Reason(
    Words(
        "Deze plek is veranderd sinds het antwoord. Het is een nieuw gebruik.",
        "This place changed since the answer. It is a new use.",
    ),
    norm="consent.changed-use",
)
OVER = Reason(Words("De toestemming is verlopen.", "The consent has ended."), norm="consent.conditions")
CONSENTED = Reason(Words("Er is toestemming voor deze plek.", "There is consent for this place."), norm="photo.ground")


#: Each made once: a school asks this for every pupil and channel.
_YES = yes(CONSENTED)
_SILENT, _REFUSED, _ASK_NOW, _OLD = no(NO_ANSWER), no(NOT_GIVEN), no(NOT_ASKED_NOW), no(LAST_YEAR)
_UNTOLD, _CHANGED, _ENDED = no(NO_NOTICE), no(OTHER_USE), no(OVER)


def counts(found: Standing | None, asked: Asked, day: date, noticed_on: date | None = None) -> Decision:
    """Does this answer count on this day? A yes, or a no with the reason (R7.11: no answer, no publication)."""
    if found is None:
        return _ASK_NOW if asked.mode is Mode.EACH_TIME and not asked.one_use else _SILENT
    if found.answer is not Answer.GIVEN or found.held_back:
        return _REFUSED
    if found.terms < asked.terms:
        return _CHANGED
    if found.until is not None and found.until < day:
        return _ENDED
    if asked.one_use:
        return _YES
    if asked.mode is Mode.EACH_TIME:
        return _ASK_NOW
    if found.on >= asked.year_start:
        return _YES
    if asked.mode is Mode.EACH_YEAR:
        return _OLD
    noticed = noticed_on is not None and asked.year_start <= noticed_on <= day
    return _YES if noticed else _UNTOLD


def carries_over(found: Standing | None, shown_version: int, now_version: int, terms_now: int) -> bool:
    """May last year's answer be offered as `the same as last year` (T39)? Not when the question changed since."""
    return found is not None and shown_version == now_version and found.terms == terms_now and not found.held_back
