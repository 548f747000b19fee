"""Families of a group for tests of its lists: `Family(school, group)` said yes to all of them today."""

from __future__ import annotations

from vuistregel import clock
from vuistregel.consent.lists.entries import Kinds, group_list
from vuistregel.consent.tests.builders import says
from vuistregel.organisation.models import Group, School
from vuistregel.organisation.tests import builders as b


class Family:
    """A child in a group, with one parent who said yes to all lists today."""

    def __init__(
        self,
        school: School,
        group: Group,
        name: str = "Yara",
        yes: bool = True,
        phone: str = "06 1111 2222",
        secret: bool = False,
    ) -> None:
        self.pupil = b.a_pupil(school, group=group, call_name=name)
        self.parent = b.a_guardian(self.pupil, call_name=f"Ouder{name}").person
        b.a_contact(self.parent, "phone", phone, secret=secret)
        b.a_contact(self.parent, "address", f"Kade 1 {name}")
        if yes:
            for slug in ("phone_list", "phone_tree", "address_list"):
                says(self.pupil, self.parent, slug, "given")


def names(group: Group, kind: Kinds = Kinds.PHONE) -> list[str]:
    """Who stands on a list today."""
    return [entry.short_name for entry in group_list(group, kind, clock.today()).entries]


def a_teacher(school: School, group: Group) -> b.Member:
    teacher = b.a_member(school, "teacher", groups=(group,))
    b.a_contact(teacher.person, "email", "sem@kantlijn.example")
    return teacher
