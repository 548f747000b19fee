"""Copies of contact lists: made, called back when somebody may no longer stand on them, and mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from vuistregel.access.actor import Actor, ActorKind, Subject
from vuistregel.actions import Act, action
from vuistregel.consent.lists.entries import GroupList, group_list
from vuistregel.consent.lists.events import ListCopiesRecalled, ListCopyMade, ListCopyMended
from vuistregel.consent.lists.recall import call_back
from vuistregel.consent.models import ListCopy, ListedPerson
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Board, Group
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Made:
    """A copy, and the list exactly as it stood when the copy was made."""

    copy: ListCopy
    list: GroupList


def _of_group(*, group: Group, **_: Any) -> Subject:
    return Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))


@action(category="contact_list", verb="write", subject=_of_group)
def make_copy(act: Act, *, group: Group, kind: ListCopy.Kinds, form: ListCopy.Forms, language: str = "nl") -> Made:
    """Make a copy of a group's list to hand out: numbered, with its maker and day, and who stood on it."""
    Group.objects.select_for_update().get(pk=group.pk)  # two copies at once do not take one number
    found = group_list(group, kind, act.day)
    if not found.entries:
        act.refuse(no(_EMPTY))
    last = ListCopy.objects.filter(board=group.board_id, group=group, kind=kind).aggregate(n=Max("number"))["n"]
    copy = ListCopy.objects.create(
        board_id=group.board_id,
        school_id=group.school_id,
        group=group,
        kind=kind,
        form=form,
        number=(last or 0) + 1,
        made_by_id=person_of(act.actor, group.board_id),
        made_on=act.day,
        language=language,
    )
    ListedPerson.objects.bulk_create(
        ListedPerson(board_id=group.board_id, copy=copy, person_id=person) for person in sorted(found.persons)
    )
    act.record(
        ListCopyMade(group=group.name, what=kind.label, form=form.label, number=copy.number, count=len(found.entries))
    )
    return Made(copy, found)


def person_of(actor: Actor, board: int) -> int | None:
    """Who the actor is at a board; None for a command or a job."""
    if actor.kind is not ActorKind.PERSON:
        return None
    return next((hat.person for hat in actor.hats if hat.board == board and hat.person), None)


def _of_copy(*, copy: ListCopy, **_: Any) -> Subject:
    return Subject(board=copy.board_id, school=copy.school_id, groups=frozenset({copy.group_id}))


@action(category="contact_list", verb="write", subject=_of_copy)
def mend_copy(act: Act, *, copy: ListCopy) -> int:
    """Say that whoever had to go was taken off a copy, or that the copy was thrown away (R5.22)."""
    done = copy.persons.filter(gone_on__isnull=False, removed_on__isnull=True).update(removed_on=act.day)
    act.record(
        ListCopyMended(group=copy.group.name, what=ListCopy.Kinds(copy.kind).label, number=copy.number, count=done)
    )
    return done


@action(category="consent", verb="write", subject=lambda *, board, copies: Subject(board=board.pk))
def recall_copies(act: Act, *, board: Board, copies: Iterable[ListCopy]) -> int:
    """Look whether copies hold somebody who is no longer on the list of today, and tell their makers (R5.22, S65)."""
    found = call_back(act, copies)
    act.record(ListCopiesRecalled(count=found))
    return found


def in_use_since(board: int, since: date) -> list[ListCopy]:
    """The copies made since a day, with what `call_back` needs of them."""
    rows = ListCopy.objects.filter(board=board, made_on__gte=since)
    return list(rows.select_related("group__school", "made_by__account").order_by("pk"))


_EMPTY = Reason(
    Words(
        "Er staat nog niemand op deze lijst. Dan is er niets om uit te delen.",
        "Nobody is on this list yet. Then there is nothing to hand out.",
    ),
    norm="contact-list.content",
)
