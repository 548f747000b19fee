"""Consent and photos in the example: places, a round, answers, and something that must be taken away.

One school works each year anew, one asks once and forgot this year's notice, one never chose.
"""

from __future__ import annotations

import random
from datetime import date

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import Reply, answer, choose_mode, open_channels
from vuistregel.consent.actions.rounds import make_round, open_round
from vuistregel.consent.models import NO_USE, Channel, Question
from vuistregel.consent.models.rounds import Whom
from vuistregel.consent.queries import newest_by, newest_of, people_for, place_of
from vuistregel.consent.rules import Answer, How, Matter, Mode
from vuistregel.example import accounts, album
from vuistregel.example.cast import COLLEGE, WILGENTAK
from vuistregel.media.actions import plan, publish
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Guardianship, Person, Placement, Pupil, School, StaffKey
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.queries import deciders_of, facts_of
from vuistregel.organisation.rules import For

HAZELBOS = "Het Hazelbos"
#: Of a hundred answers how many say yes, by who can see the place; and how many of the teacher's group answered.
_YES, _NEARLY_ALL = {"public": 70, "school": 92, "class": 96}, 88
#: Not asked of every family each year: here the school asks each time.
_EACH_TIME = ("x", "youtube", "folder")


def on(ago: int) -> None:
    """What happens with consent on a day, `ago` days before today."""
    if ago == 61:
        _places(HAZELBOS, Mode.STANDING)
        _last_year(HAZELBOS)
    if ago == 58:
        _places(WILGENTAK, Mode.EACH_YEAR)
        _last_year(WILGENTAK)
    if ago == 37:
        _places(COLLEGE, Mode.EACH_YEAR)
    if ago == 35:
        _last_year(WILGENTAK, share=0)
        _last_year(COLLEGE, share=0)
    if ago == 33:
        _ask(WILGENTAK)
        _ask(COLLEGE)
    if ago == 29:
        _answers(WILGENTAK)
        _answers(COLLEGE)
    if ago == 24:
        _published()
        accounts.register()
    if ago == 12:
        album.fill()
    if ago in (9, 0):
        _withdrawn(late=ago == 9)


def _places(school: str, mode: Mode) -> None:
    row = School.objects.select_related("board").get(name=school)
    open_channels(OPERATOR, school=row)
    lists = Question.objects.filter(board=row.board_id, matter=Matter.CONTACT.value).values("channel")
    channels = Channel.objects.filter(board=row.board_id, school=row, same_as=None).exclude(pk__in=lists)
    for channel in channels.exclude(slug__in=_EACH_TIME).select_related("school"):
        choose_mode(OPERATOR, channel=channel, mode=mode)


def _ask(school: str) -> None:
    """The round of this school year, for the whole school."""
    row = School.objects.select_related("board").get(name=school)
    made = make_round(OPERATOR, school=row, title="Toestemming dit schooljaar", whom=Whom.SCHOOL)
    open_round(OPERATOR, round_=made)


def _last_year(school: str, share: int = 22) -> None:
    """What families answered a year ago, as the administration kept it; Instagram is new this year.

    The people of the cast are always among them, once they have a sign-in.
    """
    day = clock.today()
    then = date(day.year - 1 if day.month >= 8 else day.year - 2, 9, 10)
    _answer_all(school, share=share, on=then, without=("instagram", *_EACH_TIME), how=How.IMPORTED, seed=1)


def _answers(school: str) -> None:
    _answer_all(school, share=25, on=None, without=_EACH_TIME, how=How.PAPER, seed=2, whole="5A")


def _answer_all(
    school: str, *, share: int, on: date | None, without: tuple[str, ...], how: How, seed: int, whole: str = ""
) -> None:
    """Let a share of the families answer, nearly all of the group `whole`; of the cast, Fatima answered last year and
    waits this year."""
    chance = random.Random(f"{school} {seed}")  # noqa: S311  (the same example every time)
    row = School.objects.select_related("board").get(name=school)
    asked = list(
        Question.objects.filter(board=row.board_id, channel__school=row, asked=True)
        .exclude(channel__slug__in=without)
        .select_related("channel", "text")
        .order_by("channel__place", "pk")
    )
    pupils = Pupil.objects.filter(present_on(clock.today()), school=row).select_related("person", "school__board")
    close = set(Placement.objects.filter(group__school=row, group__name=whole).values_list("pupil", flat=True))
    for pupil in pupils.order_by("pk"):
        answered = chance.randrange(100) < (_NEARLY_ALL if pupil.pk in close else share)
        picks = [chance.randrange(100) < _YES[q.channel.audience] for q in asked]
        cast = _of_cast(pupil)
        if (cast and on is None) or not (answered or cast):
            continue
        by = _who_answers(pupil, on)
        if by is None:
            continue
        seen = newest_by(pupil.person, by)
        replies = [
            Reply(q, Answer.GIVEN if yes else Answer.REFUSED, saw=seen.get((q.pk, NO_USE), 0))
            for q, yes in zip(asked, picks, strict=True)
        ]
        answer(OPERATOR, person=pupil.person, school=row, pupil=pupil, by=by, replies=replies, how=how, on=on)


def _of_cast(pupil: Pupil) -> bool:
    return Guardianship.objects.filter(pupil=pupil, person__account__login="guardian.voorbeeld").exists() or (
        pupil.person.account is not None
    )


def _who_answers(pupil: Pupil, on: date | None) -> Person | None:
    """A guardian with authority, or the pupil who decides alone; None where nobody may."""
    day = on or clock.today()
    found = deciders_of(facts_of(pupil, day), For.CONSENT, day, pupil.school.sector)
    if not found.people:
        return None
    first = found.people[0]
    if first.kind == "pupil":
        return pupil.person
    row = Guardianship.objects.filter(pupil=pupil, authority="yes").select_related("person").order_by("pk")
    return next((g.person for g in row if (g.key or str(g.person.key)) == first.key), None)


def _published() -> None:
    """Two photos of group 5A that stand somewhere, published by its teacher."""
    teacher = StaffKey.objects.select_related("person").get(school__name=WILGENTAK, key="LK005").person
    for slug, caption, where in (
        ("facebook", "Herfst in het bos", "https://www.facebook.com/dewilgentak/herfst"),
        ("website", "De voorstelling van groep 5", "https://dewilgentak.example/voorstelling"),
        ("newsletter", "Bollen planten", "nieuwsbrief 6"),
    ):
        channel = Channel.objects.select_related("school__board").get(school__name=WILGENTAK, slug=slug)
        persons = _with_consent(channel, "5A")[:5]
        if persons:
            made = plan(OPERATOR, channel=channel, kind=Kind.GROUP, persons=persons, made_by=teacher, caption=caption)
            publish(OPERATOR, publication=made, where=where)


def _with_consent(channel: Channel, group: str) -> list[int]:
    place = place_of(channel, Matter.IMAGE, clock.today())
    persons = list(
        Placement.objects.filter(group__school=channel.school, group__name=group, until=None).values_list(
            "pupil__person", flat=True
        )
    )
    return [f.pk for f in people_for(place, persons, clock.today()) if f.consent and not f.hidden]


def _withdrawn(*, late: bool) -> None:
    """A family says no after all: one today, and one nine days ago whose photo still stands there."""
    slug = "website" if late else "facebook"
    channel = Channel.objects.select_related("school__board").get(school__name=WILGENTAK, slug=slug)
    question = Question.objects.select_related("channel", "text").get(channel=channel, matter=Matter.IMAGE.value)
    publication = channel.publications.filter(state="published").order_by("pk").first()
    if publication is None:
        return
    person = publication.appearances.order_by("pk")[0].person
    pupil = Pupil.objects.select_related("person", "school__board").get(person=person, school=channel.school)
    by = _who_answers(pupil, None)
    if by is None:
        return
    saw = newest_of(person, question, NO_USE, by)
    answer(
        OPERATOR,
        person=person,
        school=channel.school,
        pupil=pupil,
        by=by,
        replies=[Reply(question, Answer.WITHDRAWN, saw=saw)],
        how=How.TALK,
    )
