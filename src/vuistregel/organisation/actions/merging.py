"""Two rows that are one human being: put together, and taken apart again.

Administrations reuse keys and spell names twice, so the house never merges by itself (norm `roster.match.confirm`): a
person says so. What moves is written down by row ids, so that a mistake can be undone; names are never mixed.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model, Q, Value
from django.db.models.functions import Greatest

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.organisation import following
from vuistregel.organisation.events import PersonsMerged, PersonSplit, PersonsToldApart
from vuistregel.organisation.models import (
    ContactDetail,
    ContactRestriction,
    Guardianship,
    Membership,
    Person,
    PersonMerge,
    Pupil,
    RaisedConfidentiality,
    School,
    StaffKey,
    Teaching,
    TwoPeople,
)
from vuistregel.words import Words

#: Rows that follow the person, and what makes an open one of them the same as an open one of the other person.
_ROWS: Final[tuple[tuple[type[Model], str, tuple[str, ...] | None], ...]] = (
    (Pupil, "person", None),
    (StaffKey, "person", None),
    (ContactRestriction, "person", None),
    (Membership, "on_behalf_of", None),
    (School, "contact", None),
    (Guardianship, "person", ("pupil",)),
    (Teaching, "person", ("group",)),
    (Membership, "person", ("school", "role")),
)
#: Rows whose contents lie sealed under the person's key: they are sealed anew. (model, column, name of the field)
_SEALED: Final[tuple[tuple[type[Model], str, str], ...]] = (
    (ContactDetail, "sealed", "contact.{kind}"),
    (RaisedConfidentiality, "why", "raised.why"),
)


def _of_two(*, kept: Person, gone: Person) -> Subject:
    return place_of_people(kept, gone)


def _of_pair(*, one: Person, other: Person) -> Subject:
    return place_of_people(one, other)


def _of_merge(*, merge: PersonMerge) -> Subject:
    return place_of_people(merge.kept, merge.gone)


def place_of_people(*persons: Person) -> Subject:
    """The one school of these people; people of several schools are a matter of the whole board."""
    schools = set(Pupil.objects.filter(person__in=persons).values_list("school", flat=True))
    schools |= set(Guardianship.objects.filter(person__in=persons).values_list("pupil__school", flat=True))
    schools |= set(StaffKey.objects.filter(person__in=persons).values_list("school", flat=True))
    schools |= set(Membership.objects.filter(person__in=persons).values_list("school", flat=True))
    one = schools.pop() if len(schools) == 1 else None
    return Subject(board=persons[0].board_id, school=one, person=persons[0].pk)


def may_merge(kept: Person, gone: Person) -> Decision:
    """Can these two be one human being? Not over boards, not with themselves, not with two sign-ins."""
    if kept.board_id != gone.board_id or kept.pk == gone.pk or gone.merged_into_id or kept.merged_into_id:
        return no(_why(Words("Deze twee kunnen niet samen.", "These two cannot be put together.")))
    if kept.account_id and gone.account_id:
        return no(
            _why(
                Words(
                    "Beiden hebben een eigen account. Sluit er eerst een.",
                    "Both have an account of their own. Close one first.",
                )
            )
        )
    here = set(Pupil.objects.filter(person=kept, departed__isnull=True).values_list("school", flat=True))
    if Pupil.objects.filter(person=gone, departed__isnull=True, school__in=here).exists():
        return no(_why(Words("Beiden zitten nu op dezelfde school.", "Both are at the same school now.")))
    return yes()


@action(category="roster", verb="write", subject=_of_two)
def merge_persons(act: Act, *, kept: Person, gone: Person) -> PersonMerge:
    """Say that two rows are one human being: everything of `gone` goes on under `kept`. Can be undone by a split."""
    act.demand(may_merge(kept, gone))
    moved: dict[str, list[int]] = {}
    ended: dict[str, list[int]] = {}
    for model, column, same in _ROWS:
        rows = model._default_manager.filter(**{column: gone})
        twice = [row for row in rows if same and _has_one(model, column, kept, row, same)]
        still_open = [row.pk for row in twice if getattr(row, "until", None) is None]
        _note(ended, model, column, still_open)
        if still_open:
            rows.filter(pk__in=still_open).update(until=Greatest("since", Value(act.day)))
        going = rows.exclude(pk__in=[row.pk for row in twice])
        _note(moved, model, column, list(going.values_list("pk", flat=True)))
        going.update(**{column: kept})
    for model, column, field in _SEALED:
        _note(moved, model, "person", _reseal(model, column, field, gone, kept, None))
    for other in following.FOLLOWING:
        _note(moved, other.model, other.column, other.move(gone, kept))
    if gone.account_id and not kept.account_id:
        account, moved["account"] = gone.account_id, [gone.account_id]
        gone.change(shown=None, account=None)
        kept.change(shown=None, account_id=account)
    gone.change(shown=None, merged_into=kept)
    TwoPeople.objects.filter(one__in=(kept, gone), other__in=(kept, gone)).delete()
    row = PersonMerge.objects.create(
        board_id=kept.board_id, kept=kept, gone=gone, moved={"moved": moved, "ended": ended}, merged_on=act.day
    )
    following.tell(act, following.Move(gone, kept, moved))
    act.record(PersonsMerged(kept=kept.key, gone=gone.key))
    return row


@action(category="roster", verb="write", subject=_of_merge)
def split_person(act: Act, *, merge: PersonMerge) -> Person:
    """Undo a merge: what came from the other row goes back to it. What was added since stays where it is."""
    if merge.split_on is not None:
        act.refuse(no(_why(Words("Dit is al uit elkaar gehaald.", "This was taken apart already."))))
    kept, gone = merge.kept, merge.gone
    for model, column, _ in _ROWS:
        name = _name(model, column)
        rows = model._default_manager.filter(pk__in=merge.moved["moved"].get(name, ()), **{column: kept})
        rows.update(**{column: gone})
        if ended := merge.moved["ended"].get(name):
            model._default_manager.filter(pk__in=ended).update(until=None)
    for model, column, field in _SEALED:
        _reseal(model, column, field, kept, gone, merge.moved["moved"].get(_name(model, "person"), []))
    back = merge.moved["moved"]
    for other in following.FOLLOWING:
        other.move(kept, gone, back.get(_name(other.model, other.column), []))
    account = next(iter(back.get("account", ())), None)
    if account is not None and kept.account_id == account:
        kept.change(shown=None, account=None)
        gone.change(shown=None, account_id=account)
    gone.change(shown=None, merged_into=None)
    merge.split_on = act.day
    merge.save(update_fields=["split_on"])
    following.tell(act, following.Move(kept, gone, back))
    act.record(PersonSplit(kept=kept.key, gone=gone.key))
    return gone


@action(category="roster", verb="write", subject=_of_pair)
def tell_apart(act: Act, *, one: Person, other: Person) -> TwoPeople:
    """Say that two rows that look alike are two human beings, so that nobody asks again."""
    if one.board_id != other.board_id or one.pk == other.pk:
        act.refuse(no(_why(Words("Deze twee zijn geen paar.", "These two are no pair."))))
    first, second = sorted((one, other), key=lambda somebody: somebody.pk)
    if TwoPeople.objects.filter(board=one.board_id, one=first, other=second).exists():
        act.refuse(no(_why(Words("Dit is al vastgelegd.", "This was recorded already."))))
    row = TwoPeople.objects.create(board_id=one.board_id, one=first, other=second, said_on=act.day)
    act.record(PersonsToldApart(one=first.key, other=second.key))
    return row


def _reseal(
    model: type[Model], column: str, field: str, source: Person, target: Person, only: list[int] | None
) -> list[int]:
    """Move sealed rows from one person to another. What the other has already (the same address) stays where it is."""
    rows: Any = model._default_manager.filter(person=source)
    if only is not None:
        rows = rows.filter(pk__in=only)
    moved = []
    for row in rows:
        if _same_sealed(row, target):
            continue
        name = field.format(kind=getattr(row, "kind", ""))
        setattr(row, column, keys.seal(target.key, name, keys.unseal(source.key, name, bytes(getattr(row, column)))))
        row.person = target
        row.save(update_fields=[column, "person"])
        moved.append(row.pk)
    return moved


def _same_sealed(row: Any, target: Person) -> bool:
    if isinstance(row, ContactDetail):
        return ContactDetail.objects.filter(person=target, kind=row.kind, lookup=row.lookup).exists()
    same = RaisedConfidentiality.objects.filter(person=target, field=row.field, lifted_on__isnull=True)
    return row.lifted_on is None and same.exists()


def _has_one(model: type[Model], column: str, kept: Person, row: Any, same: tuple[str, ...]) -> bool:
    """Whether the person who stays has such a row as well, open like this one; a role also from the same day.

    Then this one stays behind, and ends when it was open.
    """
    rows = model._default_manager.filter(**{column: kept} | {name: getattr(row, name) for name in same})
    beside = Q(pk__in=()) if row.until else Q(until__isnull=True)
    if model is Membership:
        beside |= Q(since=row.since)
    return rows.filter(beside).exists()


def _note(notes: dict[str, list[int]], model: type[Model], column: str, ids: list[int]) -> None:
    if ids:
        notes[_name(model, column)] = ids


def _name(model: type[Model], column: str) -> str:
    return f"{model.__name__}.{column}"


def _why(words: Words) -> Reason:
    return Reason(words, norm="roster.match.confirm")
