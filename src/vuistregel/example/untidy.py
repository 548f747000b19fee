"""What is deliberately not in order, so that the ten steps have something to find."""

from __future__ import annotations

from datetime import timedelta

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.actions import (
    appoint,
    end_membership,
    record_told,
    restrict_contact,
    set_strict_age,
)
from vuistregel.organisation.models import Guardianship, Membership, Placement, Pupil, School, StaffKey
from vuistregel.organisation.periods import present_on


def on(ago: int) -> None:
    """The untidiness of a day, `ago` days before today."""
    if ago == 40:
        _contradicted_restriction("De Wilgentak", "00012")
    if ago == 34:
        _leaver("De Wilgentak", "LK011")
        _leaver("Het Hazelbos", "LK002")
    if ago == 30:
        _sees_everything("Het Hazelbos", "OP001")
    if ago == 25:
        _told_half("Lindewaard College")
    if ago == 20:
        _substitute("Het Hazelbos")
    if ago == 1:
        _departed_in_group("De Wilgentak", "00033")


def _contradicted_restriction(school: str, key: str) -> None:
    """A ban on a parent who still stands on the list as one to approach."""
    row = Guardianship.objects.filter(pupil__school__name=school, pupil__key=key).select_related(
        "pupil__person", "person"
    )[0]
    restrict_contact(
        OPERATOR,
        pupil=row.pupil,
        person=row.person,
        kind="no_contact",
        about="Uitspraak van de rechtbank van dit voorjaar.",
    )


def _leaver(school: str, key: str) -> None:
    """Somebody who left while the sign-in stayed open."""
    person = StaffKey.objects.get(school__name=school, key=key).person
    for membership in Membership.objects.filter(person=person, until__isnull=True).select_related("person"):
        end_membership(OPERATOR, membership=membership, until=clock.today() - timedelta(days=1))


def _sees_everything(school: str, key: str) -> None:
    """A counsellor who also is director: together everything."""
    row = StaffKey.objects.select_related("person", "school").get(school__name=school, key=key)
    appoint(OPERATOR, person=row.person, school=row.school, role="director", since=clock.today())


def _told_half(school: str) -> None:
    """Half of the pupils of sixteen know that they decide; one asked for the strict limit."""
    today = clock.today()
    born = today.replace(year=today.year - 16, day=min(today.day, 28)) - timedelta(days=5)
    rows = Pupil.objects.filter(present_on(today), school__name=school, person__birth_date__lte=born)
    _told_most_of_twelve(school)
    for n, pupil in enumerate(rows.select_related("person", "school").order_by("pk")):
        if n % 2 == 0:
            record_told(OPERATOR, pupil=pupil, norm="informed.16", how="talk")
        elif n == 1:
            set_strict_age(OPERATOR, pupil=pupil, strict=True, shown=None)


def _told_most_of_twelve(school: str) -> None:
    """Most pupils of twelve to fifteen heard in class that they may withdraw and ask themselves."""
    today = clock.today()
    oldest, youngest = today.replace(year=today.year - 16, day=1), today.replace(year=today.year - 12, day=1)
    rows = Pupil.objects.filter(
        present_on(today), school__name=school, person__birth_date__gt=oldest, person__birth_date__lte=youngest
    )
    for n, pupil in enumerate(rows.select_related("person", "school").order_by("pk")):
        if n % 12:
            record_told(OPERATOR, pupil=pupil, norm="informed.12", how="talk")


def _departed_in_group(school: str, key: str) -> None:
    """A pupil who left, in a group that nobody cleared."""
    pupil = Pupil.objects.get(school__name=school, key=key)
    Pupil.objects.filter(pk=pupil.pk).update(departed=clock.today() - timedelta(days=3))
    Placement.objects.filter(pupil=pupil).update(until=None)


def _substitute(school: str) -> None:
    """A substitute sees the groups of whom they replace, until a day."""
    rows = StaffKey.objects.filter(school__name=school, key__in=("LK001", "LK003")).select_related("person", "school")
    away, instead = sorted(rows, key=lambda r: r.key)
    appoint(
        OPERATOR,
        person=instead.person,
        school=School.objects.get(name=school),
        role="teacher",
        since=clock.today(),
        on_behalf_of=away.person,
    )
