"""Accounts of classes in the example: one that was checked against the agreements, and one that nobody checked."""

from __future__ import annotations

from datetime import timedelta

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.consent.accounts.rules import Outcome
from vuistregel.consent.actions.accounts import check_account, register_account
from vuistregel.consent.models import Channel
from vuistregel.example.cast import WILGENTAK
from vuistregel.organisation.models import Group, Person, Teaching
from vuistregel.organisation.periods import open_on


def register() -> None:
    """Sander's group shows its work on Instagram, which the director checked; another group began by itself."""
    day = clock.today()
    director = Person.objects.get(account__login="director.voorbeeld")
    group, teacher = _class_of(Person.objects.get(account__login="teacher.voorbeeld"))
    checked = register_account(
        actor_of(teacher.account, day),
        group=group,
        channel=_place("instagram"),
        name="@groep5a_wilgentak",
        managers=[teacher],
    )
    check_account(
        actor_of(director.account, day),
        account=checked,
        outcome=Outcome.FITS,
        said={
            "agreement": "Protocol sociale media, hoofdstuk 3",
            "agreed_on": (day - timedelta(days=2)).isoformat(),
            "members": "Het account is op slot. Alleen ouders van de groep mogen volgen; de leerkracht laat hen toe.",
            "passwords": "Het wachtwoord ligt in de kluis van school en verandert elk schooljaar.",
            "posts": "Leerlingen plaatsen zelf niets. De leerkracht plaatst, na Mag dit online.",
        },
        shown=checked.version,
        terms_read=True,
    )
    other, colleague = _somebody_else(group)
    register_account(
        actor_of(director.account, day),
        group=other,
        channel=_place("facebook"),
        name=f"Groep {other.name} van De Wilgentak",
        managers=[colleague],
    )


def _place(slug: str) -> Channel:
    return Channel.objects.select_related("school__board").get(school__name=WILGENTAK, slug=slug)


def _class_of(teacher: Person) -> tuple[Group, Person]:
    rows = Teaching.objects.filter(open_on(clock.today()), person=teacher, group__school__name=WILGENTAK)
    return rows.select_related("group__school__board").order_by("pk")[0].group, teacher


def _somebody_else(group: Group) -> tuple[Group, Person]:
    """The next group of the school with the teacher who works there."""
    rows = Teaching.objects.filter(open_on(clock.today()), group__school=group.school, group__composite=False)
    found = rows.exclude(group=group).select_related("group__school__board", "person").order_by("group__name", "pk")
    row = found.filter(group__name__gt=group.name).first() or found[0]
    return row.group, row.person
