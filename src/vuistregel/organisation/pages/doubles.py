"""People who may stand twice: found, laid side by side, put together, and taken apart again (R2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.matrix import shipped
from vuistregel.actions import Refused
from vuistregel.decisions import Decision
from vuistregel.organisation import actions
from vuistregel.organisation.actions.merging import may_merge, place_of_people
from vuistregel.organisation.contacts import contacts_of, reach_of
from vuistregel.organisation.doubles import doubles, merged, people_of, told_apart, why_alike
from vuistregel.organisation.models import Guardianship, Membership, Person, PersonMerge, Pupil, School, StaffKey
from vuistregel.organisation.pages.place import actor_of, may, place_of, said, school_here
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import days, numbers
from vuistregel.words import Words, same

#: What the form of two people is called, and what it may say: which of them stays.
STAYS = "blijft"
TWO = "twee"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of two people side by side."""

    what: Words
    one: tuple[Words, ...]
    other: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Who may stay, as a choice."""

    value: str
    label: Words
    note: Words
    chosen: bool = False


def of_two_at(request: HttpRequest, school: int, one: int, other: int, **_: Any) -> Subject | None:
    """Two people of one board of whom at least one is at this school; of two schools, they are the board's matter."""
    here = School.objects.filter(pk=school).first()
    if here is None or one == other:
        return None
    two = {one, other}
    rows = list(Person.objects.filter(pk__in=two, board=here.board_id, merged_into__isnull=True))
    if len(rows) != len(two):
        return None
    return place_of_people(*rows) if people_of(here).filter(pk__in=two).exists() else None


@page(category="roster", verb="write", subject=of_school)
def double_people(request: HttpRequest, school: int) -> HttpResponse:
    """The pairs that look alike at this school, and who was put together before."""
    here = school_here(request, school)
    whole_board = may(request, "write", "roster", Subject(board=here.board_id))
    found = doubles(here, clock.today(), whole_board=whole_board)
    together = [m for m in merged(here) if may(request, "write", "roster", place_of_people(m.kept, m.gone))]
    apart = [t for t in told_apart(here) if may(request, "write", "roster", place_of_people(t.one, t.other))]
    context = {
        "school": here,
        "apart": apart,
        "heading": heading(len(found)),
        "pairs": found,
        "merged": together,
    }
    return render(request, "organisation/doubles.html", context)


@page(category="roster", verb="write", subject=of_two_at)
def two_people(request: HttpRequest, school: int, one: int, other: int) -> HttpResponse:
    """Two people side by side; posting says which of them stays."""
    here = school_here(request, school)
    rows = Person.objects.select_related("account").in_bulk([one, other])
    two = rows[one], rows[other]
    if request.method != "POST":
        return _side_by_side(request, here, two, may_merge(*two))
    if TWO in request.POST:
        if not any({pair.one, pair.other} == set(two) for pair in told_apart(here)):
            actions.tell_apart(actor_of(request), one=two[0], other=two[1])
        said(request, Words("Vastgelegd: dit zijn twee mensen. Wij vragen het niet meer.", "Recorded: two people."))
        return redirect("doubles", school=school)
    stays = request.POST.get(STAYS, "")
    chosen = [person for person in two if str(person.pk) == stays]
    if not chosen:
        fault = Words("Kies eerst onder welke naam het verdergaat.", "First choose under which name it goes on.")
        return _side_by_side(request, here, two, may_merge(*two), fault=fault, status=422)
    kept, gone = chosen[0], two[1] if chosen[0] is two[0] else two[0]
    try:
        actions.merge_persons(actor_of(request), kept=kept, gone=gone)
    except Refused as refused:
        return _side_by_side(request, here, two, refused.decision, stays=stays, status=409)
    said(
        request,
        Words("Samengevoegd. {name} staat er nu één keer.", "Put together. {name} stands here once now.").with_(
            name=kept.name
        ),
    )
    return redirect("doubles", school=school)


@page(category="roster", verb="write", subject=of_school)
def split_people(request: HttpRequest, school: int) -> HttpResponse:
    """Take apart who was put together by mistake."""
    here = school_here(request, school)
    if request.method == "POST":
        key = request.POST.get("samen", "")
        rows = PersonMerge.objects.filter(board=here.board_id, kept__in=people_of(here))
        row = rows.select_related("kept", "gone").filter(pk=int(key)).first() if key.isdigit() else None
        if row is None:
            raise Http404
        gone = actions.split_person(actor_of(request), merge=row)
        words = Words("Uit elkaar gehaald. {kept} en {gone} staan er weer apart.", "{kept} and {gone} are two again.")
        said(request, words.with_(kept=row.kept.name, gone=gone.name))
    return redirect("doubles", school=school)


def heading(number: int) -> Words:
    """How many pairs look alike."""
    if not number:
        return Words("Niemand lijkt hier dubbel te staan.", "Nobody seems to stand here twice.")
    found = numbers.counted(
        number,
        Words("Eén persoon staat hier misschien twee keer.", "One person may stand here twice."),
        Words("{words} personen staan hier misschien twee keer.", "{words} people may stand here twice."),
    )
    return numbers.sentence(found)


def _side_by_side(
    request: HttpRequest,
    here: School,
    two: tuple[Person, Person],
    decision: Decision,
    *,
    stays: str = "",
    fault: Words | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    contacts = contacts_of(two, reach_of(actor_of(request), place_of(here)), today)
    sides = [
        Side(
            value=str(person.pk),
            label=Words("{letter}: {name}", "{letter}: {name}").with_(letter=letter, name=person.name),
            note=_SIGNS_IN if person.account_id else _NO_ACCOUNT,
            chosen=str(person.pk) == stays,
        )
        for letter, person in zip("AB", two, strict=True)
    ]
    told = [_told(person, today) for person in two]
    lines = [Line(what, told[0][what.nl], told[1][what.nl]) for what in _WHATS]
    lines.append(
        Line(_CONTACT, *(tuple(same(contact.value) for contact in contacts[person.pk].shown) for person in two))
    )
    context = {
        "school": here,
        "two": two,
        "why": why_alike(*two, today),
        "sides": sides,
        "lines": [line for line in lines if line.one or line.other],
        "decision": decision,
        "fault": fault,
        "name": STAYS,
    }
    return render(request, "organisation/two_people.html", context, status=status)


_NAME = Words("Naam", "Name")
_GIVEN = Words("Voornamen", "Given names")
_BORN = Words("Geboren", "Born")
_PUPIL = Words("Leerling", "Pupil")
_PARENT = Words("Ouder of voogd van", "Parent or guardian of")
_WORK = Words("Werkt als", "Works as")
_CONTACT = Words("Contact", "Contact")
_WHATS = (_NAME, _GIVEN, _BORN, _PUPIL, _PARENT, _WORK)
_SIGNS_IN = Words("Heeft een account.", "Has an account.")
_NO_ACCOUNT = Words("Heeft geen account.", "Has no account.")


def _told(person: Person, day: date) -> dict[str, tuple[Words, ...]]:
    """What the house knows of somebody, by what it is."""
    pupils = Pupil.objects.filter(person=person).select_related("school").order_by("pk")
    children = Guardianship.objects.filter(open_on(day), person=person).select_related("pupil__person").order_by("pk")
    roles = Membership.objects.filter(person=person).select_related("school", "board").order_by("since", "pk")
    keys = StaffKey.objects.filter(person=person).select_related("school").order_by("pk")
    return {
        _NAME.nl: (same(person.name),),
        _GIVEN.nl: (same(person.given_names),) if person.given_names else (),
        _BORN.nl: (days.plain(person.birth_date),) if person.birth_date else (),
        _PUPIL.nl: tuple(_at_school(pupil) for pupil in pupils),
        _PARENT.nl: tuple(same(row.pupil.person.name) for row in children),
        _WORK.nl: tuple(_role(row) for row in roles)
        or tuple(
            Words("medewerker van {school}", "member of staff of {school}").with_(school=key.school.name)
            for key in keys
        ),
    }


def _at_school(pupil: Pupil) -> Words:
    if pupil.departed is None:
        return Words("{school}, nummer {key}", "{school}, number {key}").with_(school=pupil.school.name, key=pupil.key)
    text = Words("{school}, nummer {key}, tot {day}", "{school}, number {key}, until {day}")
    return text.with_(school=pupil.school.name, key=pupil.key, day=days.plain(pupil.departed))


def _role(row: Membership) -> Words:
    place = row.school.name if row.school else row.board.name
    words = shipped().roles[row.role].words
    if row.until is None:
        return Words("{role}, {place}", "{role}, {place}").with_(role=words, place=place)
    text = Words("{role}, {place}, tot en met {day}", "{role}, {place}, up to {day}")
    return text.with_(role=words, place=place, day=days.plain(row.until))
