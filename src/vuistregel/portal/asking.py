"""Whom somebody who was refused can ask, and where a reader belongs: from the reader's own places only.

Never from what was asked for: a refusal must not tell at which school a hidden child is, nor name another board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import HttpRequest

from vuistregel import clock
from vuistregel.access.actor import Actor, Hat, Subject
from vuistregel.access.engine import engine
from vuistregel.access.matrix import shipped
from vuistregel.decisions import Decision
from vuistregel.organisation.contacts import Reach, contacts_of
from vuistregel.organisation.models import Board, ContactKind, Membership, Person, Pupil, RaisedConfidentiality, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import raised_on
from vuistregel.ui.context import Where, where_from
from vuistregel.ui.refusals import ask_from
from vuistregel.ui.shapes import Person as Contactable
from vuistregel.words import Words

#: At a board who can help with a question about data, in this order.
HELPERS = ("privacy_officer", "fg")
CONTACT = Words("vragen over gegevens", "questions about data")
_Fields = RaisedConfidentiality.Fields


@ask_from
def whom_to_ask(request: HttpRequest, decision: Decision) -> Contactable | None:
    """The contact of the reader's own school, or the privacy officer of the reader's board. None for a visitor."""
    actor: Actor | None = getattr(request, "actor", None)
    board = None if actor is None else _board_of(actor, getattr(request, "subject", None))
    if actor is None or not board:
        return None
    day = clock.today()
    hats = [hat for hat in actor.hats if hat.board == board]
    own = {hat.person for hat in actor.hats}
    for person, role, place in _candidates(board, hats, day):
        if person.pk not in own and not _is_hidden(person, day):
            return Contactable(person.name, role, place.name, _mail(person, actor, place, day))
    return None


@where_from
def where_of(request: HttpRequest) -> Where | None:
    """The one school or board of a member of staff or a pupil, where the page itself names none."""
    actor: Actor | None = getattr(request, "actor", None)
    hats = [] if actor is None else [hat for hat in actor.hats if hat.board]
    # Of a family nothing is said here: the page of a child knows what is to be kept out of sight.
    if len({hat.board for hat in hats}) != 1 or any(hat.role == "guardian" for hat in hats):
        return None
    at = hats[0].school
    if at is not None and {hat.school for hat in hats} == {at}:
        school = School.objects.select_related("board").filter(pk=at).first()
        return Where(school.name, school.board.name) if school else None
    board = Board.objects.filter(pk=hats[0].board).first()
    return Where(board.name) if board else None


def _board_of(actor: Actor, subject: Subject | None) -> int:
    """The one board that it is about: that of the thing when it is the reader's too, else the reader's only one."""
    if subject is not None and subject.board in actor.boards:
        return subject.board
    return next(iter(actor.boards)) if len(actor.boards) == 1 else 0


def _candidates(board: int, hats: list[Hat], day: date) -> Iterator[tuple[Person, Words, Board | School]]:
    family = all(hat.pupils for hat in hats)
    if family:
        yield from _contacts(hats, day)
    rows = Membership.objects.filter(open_on(day), board=board, school__isnull=True, role__in=HELPERS)
    found = sorted(rows.select_related("person", "board").order_by("pk"), key=lambda row: HELPERS.index(row.role))
    for row in found:
        yield row.person, shipped().roles[row.role].words, row.board
    if not family:
        yield from _contacts(hats, day)


def _contacts(hats: Iterable[Hat], day: date) -> Iterator[tuple[Person, Words, School]]:
    """The contacts of the schools of these hats; not of a school that is kept from this reader."""
    for hat in hats:
        hidden = raised_on(day).filter(field__in=(_Fields.SCHOOL, _Fields.ALL), person__in=_children(hat))
        if hat.school is not None and not hidden.exists():
            school = School.objects.select_related("contact").get(pk=hat.school)
            if school.contact is not None:
                yield school.contact, CONTACT, school


def _children(hat: Hat) -> list[int]:
    """The persons of a guardian's children; a pupil knows where they are themselves."""
    return list(Pupil.objects.filter(pk__in=hat.pupils).exclude(person=hat.person).values_list("person", flat=True))


def _is_hidden(person: Person, day: date) -> bool:
    return raised_on(day).filter(person=person, field=_Fields.ALL).exists()


def _mail(person: Person, actor: Actor, place: Board | School, day: date) -> str:
    """The address of a colleague, for whom the matrix shows the staff; never one that is secret or raised."""
    at = Subject(board=place.board_id, school=place.pk) if isinstance(place, School) else Subject(board=place.pk)
    reach = Reach(plain=bool(engine().decide(actor, "read", "staff", at)), secret=False, raised=False)
    shown = contacts_of([person], reach, day)[person.pk].shown
    return next((contact.value for contact in shown if contact.kind == ContactKind.EMAIL), "")
