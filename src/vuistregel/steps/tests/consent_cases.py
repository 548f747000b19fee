"""How schools come to have asked, noticed, worded and called back what the checks of consent look for; and how not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import add_channel, change_channel, choose_mode, open_channels
from vuistregel.consent.models import (
    AccountFinding,
    AccountManager,
    Channel,
    ClassAccount,
    ConsentState,
    ListCopy,
    ListedPerson,
)
from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.consent.tests.builders import channel, says
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.words import Words

_LISTS: Final = ("phone_list", "phone_tree", "address_list")


def asking(school: School, slug: str = "website", mode: Mode = Mode.EACH_YEAR) -> None:
    """The usual places, one of which asks as given; the other places ask each time."""
    if not Channel.objects.filter(school=school, slug="website").exists():
        open_channels(OPERATOR, school=school)
    choose_mode(OPERATOR, channel=channel(school, slug), mode=mode)


def answered(
    school: School, *, about: tuple[str, ...] = ("image", "information"), departed: date | None = None
) -> None:
    """A pupil about whom these questions of the website have this year's answer."""
    asking(school)
    pupil = b.a_pupil(school, departed=departed)
    guardian = b.a_guardian(pupil).person
    for matter in about:
        says(pupil, guardian, "website", "refused", matter=matter)


def on_lists(school: School, *lists: str, departed: date | None = None) -> None:
    """A pupil whose parent answered about these contact lists this year."""
    asking(school)
    pupil = b.a_pupil(school, departed=departed)
    guardian = b.a_guardian(pupil).person
    for slug in lists:
        says(pupil, guardian, slug, "given")


def confirmed(school: School) -> None:
    on_lists(school, *_LISTS)


def an_account_of_a_class(school: School, *, checked: bool = True, closed: date | None = None) -> None:
    """An account of a class at a social medium, that somebody held against the agreements or nobody did."""
    asking(school)
    medium, today = channel(school, "instagram"), clock.today()
    group = b.a_group(school)
    account = ClassAccount.objects.create(
        board=school.board,
        school=school,
        channel=medium,
        group=group,
        name=f"@groep{group.pk}",
        year_starts=today,
        year_ends=today + timedelta(days=9),
        registered_on=today,
        closed_on=closed,
    )
    teacher = b.a_member(school, "teacher", groups=(group,)).person
    AccountManager.objects.create(board=school.board, account=account, person=teacher)
    if checked:
        AccountFinding.objects.create(
            board=school.board,
            account=account,
            outcome="fits",
            on=today,
            at=clock.now(),
            version=account.version,
            audience=medium.audience,
            provider=medium.provider,
            said=b"x",
            norms_release="t",
        )


def said_once(school: School, *, years_ago: int, noticed: bool = False) -> None:
    """A place that asks once, with a yes of so many years ago, and this year's notice about it or none."""
    asking(school, "school_guide", Mode.STANDING)
    pupil = b.a_pupil(school)
    today = clock.today()
    says(pupil, b.a_guardian(pupil).person, "school_guide", "given", on=today - timedelta(days=366 * years_ago))
    if noticed:
        ConsentState.objects.filter(person=pupil.person).update(noticed_on=today)


def a_place(school: School, *, provider: str = "", ended: bool = False) -> Channel:
    """One more place of the school's own, with its text; a place counts where there are pupils to ask about."""
    b.a_pupil(school)
    place = add_channel(
        OPERATOR,
        school=school,
        slug=f"plek-{Channel.objects.count()}",
        name=Words("Prikbord", "Notice board"),
        audience=Audience.SCHOOL,
        where=Words("op het prikbord", "on the notice board"),
        provider=provider,
    )
    Channel.objects.filter(pk=place.pk).update(ended=clock.today() - timedelta(days=1) if ended else None)
    return place


def a_place_without_text(school: School) -> None:
    a_place(school).questions.update(text=None)


def a_place_of_a_company(school: School, *, named: bool) -> None:
    place = a_place(school, provider="Vlinderpost")
    if not named:
        bare = Words("Mag een foto van {name} op het prikbord?", "May a photo of {name} be on the notice board?")
        change_channel(OPERATOR, channel=place, shown=None, said={Matter.IMAGE: bare})


def on_a_copy(school: School, *, gone: bool, removed: bool = False) -> None:
    """A child on a copy that was handed out, who had to be taken off it or not, and was or was not."""
    group = b.a_group(school)
    today = clock.today()
    copy = ListCopy.objects.create(
        board=school.board, school=school, group=group, kind="phone_list", form="paper", number=1, made_on=today
    )
    ListedPerson.objects.create(
        board=school.board,
        copy=copy,
        person=b.a_pupil(school, group=group).person,
        gone_on=today if gone else None,
        removed_on=today if removed else None,
    )
