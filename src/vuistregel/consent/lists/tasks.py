"""Who must be taken off handed-out copies, for the start page of who made them (R5.22): without why."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from vuistregel.access.actor import Actor
from vuistregel.access.engine import engine
from vuistregel.access.matrix import Scope
from vuistregel.consent.lists.entries import Kinds
from vuistregel.consent.models import ListedPerson
from vuistregel.organisation.models import Group, Membership
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.wording import joined
from vuistregel.organisation.years import school_year
from vuistregel.ui import days, numbers
from vuistregel.ui.shapes import Task
from vuistregel.words import Words

_FROM = {
    Kinds.PHONE: Words(
        "Haal {who} van de telefoonlijst van groep {group}", "Take {who} off the phone list of group {group}"
    ),
    Kinds.TREE: Words("Haal {who} van de belboom van groep {group}", "Take {who} off the phone tree of group {group}"),
    Kinds.ADDRESS: Words(
        "Haal {who} van de adreslijst van groep {group}", "Take {who} off the address list of group {group}"
    ),
}
_ONE = Words("{who} staat nog op kopie {numbers}.", "{who} is still on copy {numbers}.")
_MORE = Words("{who} staan nog op kopie {numbers}.", "{who} are still on copy {numbers}.")
#: More names than this become a number.
_NAMES = 2


def list_tasks(actor: Actor, day: date) -> list[Task]:
    """One line per list of a group of which this reader handed out copies, the longest waiting first.

    When the maker works here no longer it stands with whoever teaches the group. One query, besides the school years.
    """
    reaches = []
    for hat, scope in engine().scopes(actor, "write", "contact_list"):
        if scope is Scope.CHILD or not hat.board:
            continue
        year = school_year(hat.board, day, norms_for(hat.board, day))
        mine = Q(copy__made_by=hat.person) if hat.person is not None else Q(pk__in=[])
        mine |= Q(maker_works=False, copy__group__in=hat.groups)
        reaches.append(Q(mine, board=hat.board, copy__made_on__gte=year.starts))
    if not reaches:
        return []
    works = Membership.objects.filter(open_on(day), board=OuterRef("board"), person=OuterRef("copy__made_by"))
    rows = (
        ListedPerson.objects.filter(gone_on__isnull=False, removed_on__isnull=True)
        .annotate(maker_works=Exists(works))
        .filter(reduce(or_, reaches))
        .select_related("person", "copy__group")
        .order_by("gone_on", "pk")
    )
    found: dict[tuple[Group, str], list[ListedPerson]] = defaultdict(list)
    for row in rows:
        found[row.copy.group, row.copy.kind].append(row)
    return [_task(group, Kinds(kind), of_list, day) for (group, kind), of_list in found.items()]


def _task(group: Group, kind: Kinds, rows: list[ListedPerson], day: date) -> Task:
    people = list(dict.fromkeys(row.person.name for row in rows))
    who = joined(people) if len(people) <= _NAMES else _many(len(people))
    copies = joined([str(number) for number in sorted({row.copy.number for row in rows})])
    return Task(
        _FROM[kind].with_(who=who, group=group.name),
        reverse("group_lists", args=[group.pk]) + "#kopieen",
        days.near(min(row.gone_on for row in rows if row.gone_on), day),
        numbers.sentence((_ONE if len(people) == 1 else _MORE).with_(who=who, numbers=copies)),
        "list",
    )


def _many(number: int) -> Words:
    return Words("{n} mensen", "{n} people").with_(n=numbers.in_words(number))
