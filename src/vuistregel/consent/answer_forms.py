"""The form on which somebody answers on paper: the questions in the words of today, with their version (R7.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel.consent.models import Ask, Question
from vuistregel.consent.office import OfficeView
from vuistregel.consent.own.people import YOU
from vuistregel.consent.own.sheets import filled
from vuistregel.consent.rules import Mode
from vuistregel.consent.shown_channels import in_use, shown_channels
from vuistregel.consent.wording import place_words
from vuistregel.documents import Blanks, Choice, Choices, Paper, Text
from vuistregel.organisation.models import Person, School
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.ui import days, numbers
from vuistregel.words import Words, same

#: Whom a question is about where nobody is named: on a blank form, and where the school reads it over.
YOUR_CHILD = Words("uw kind", "your child")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form; `ask` is the one use that it is about, if any."""

    question: Question
    ask: Ask | None = None


def blank_form(school: School, day: date, language: str) -> Paper | None:
    """A form for any child, with room for its name; None when there is nothing to ask on paper."""
    used = [c for c in in_use(shown_channels(school), day) if c.row.same_as_id is None and c.mode is not Mode.EACH_TIME]
    asked = [Asked(question) for channel in used for question in channel.questions if question.asked]
    return _form(school, day, language, asked, YOUR_CHILD, _TITLE, (_CHILD, _GROUP))


def form_for(school: School, person: Person, view: OfficeView, day: date, language: str) -> Paper | None:
    """The form about one person, with the uses that are asked about now; None when there is nothing to ask."""
    own = any(candidate.person == person and not candidate.only_no for candidate in view.candidates)
    asked = [Asked(row.question, row.ask) for row in view.rows]
    name = YOU if own else same(person.short_name)
    title = _TITLE_OF.with_(name=person.name)
    return _form(school, day, language, asked, name, title, ())


def mark(question: Question) -> Words:
    """What stands small under a question, on paper and where the office enters it: which version of the words."""
    number = question.text.version if question.text else 0
    place = place_words(question.channel.words, question.matter)
    return numbers.sentence(_MARK.with_(place=place, n=number))


def _form(
    school: School,
    day: date,
    language: str,
    asked: Sequence[Asked],
    name: Words,
    title: Words,
    first: tuple[Words, ...],
) -> Paper | None:
    rows = tuple(_row(one, name, language) for one in asked if one.question.text is not None)
    if not rows:
        return None
    year = school_year(school.board_id, day, norms_for(school.board_id, day, school.sector))
    above = (Blanks(tuple(label.in_(language) for label in first)),) if first else ()
    return Paper(
        language=language,
        title=title.in_(language),
        lead=_LEAD.in_(language),
        foot=_FOOT.with_(school=school.name, year=year.name, day=days.plain(day)).in_(language),
        made_on=day,
        parts=(
            *above,
            Choices(_QUESTION.in_(language), (_YES.in_(language), _NO.in_(language)), rows),
            Blanks(tuple(label.in_(language) for label in (_NAME, _DAY, _SIGNED))),
            Text((_HAND_IN.with_(school=school.name).in_(language), _CHANGE.in_(language))),
        ),
    )


def _row(one: Asked, name: Words, language: str) -> Choice:
    ask, tells = filled(one.question.text, name)
    about = tells.in_(language) if tells else ""
    if one.ask is not None:
        once = _ONCE.with_(title=one.ask.title).in_(language)
        about = " ".join(filter(None, (once, one.ask.description, about)))
    return Choice(ask.in_(language), about, mark(one.question).in_(language))


_TITLE = Words("Mag school dit laten zien?", "May the school show this?")
_TITLE_OF = Words("Mag school dit laten zien van {name}?", "May the school show this of {name}?")
_LEAD = Words(
    "Kruis bij elke vraag ja of nee aan. Nee is ook goed. Laat u iets leeg, dan is het antwoord nee.",
    "Tick yes or no at each question. No is fine too. What you leave empty counts as no.",
)
_FOOT = Words("{school}. Schooljaar {year}. Gemaakt op {day}.", "{school}. School year {year}. Made on {day}.")
_MARK = Words("{place}, versie {n}", "{place}, version {n}")
_QUESTION = Words("Vraag", "Question")
_YES = Words("Ja", "Yes")
_NO = Words("Nee", "No")
_CHILD = Words("Naam van uw kind", "Name of your child")
_GROUP = Words("Groep", "Group")
_NAME = Words("Uw naam", "Your name")
_DAY = Words("Datum", "Date")
_SIGNED = Words("Handtekening", "Signature")
_ONCE = Words("Alleen deze keer: {title}.", "This one time only: {title}.")
_HAND_IN = Words(
    "Geef dit formulier aan de administratie van {school}.", "Hand this form in at the office of {school}."
)
_CHANGE = Words(
    "U kunt uw antwoord het hele jaar veranderen. Zeg het tegen de administratie, of vraag daar een code voor uw eigen "
    "pagina.",
    "You can change your answer all year. Tell the office, or ask there for a code for your own page.",
)
