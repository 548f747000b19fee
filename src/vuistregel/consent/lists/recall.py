"""When somebody may no longer stand on a list: the list is without at once, and makers of copies are told (R5.22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from vuistregel import outbox
from vuistregel.actions import Act
from vuistregel.consent.changes import Change, on_change
from vuistregel.consent.lists.entries import Kinds, group_list
from vuistregel.consent.lists.papers import title
from vuistregel.consent.models import NO_USE, ListCopy, ListedPerson, Question
from vuistregel.consent.rules import Matter
from vuistregel.organisation.contacts import Reach, contacts_of
from vuistregel.organisation.models import Board, ContactKind, Membership, Person, Teaching
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protected import on_protection
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.words import Words

#: The house writes to its own people; it knows their addresses.
_WHOLE: Final = Reach(plain=True, secret=True, raised=True)
_SUBJECT = Words("Haal iemand van de {list}", "Take somebody off the {list}")
_BODY = Words(
    "Iemand staat niet meer op de {list}. U maakte kopie {number}.\n\n"
    "Log in, open uw groep en kies Lijsten. Daar staat wie eraf moet.\n"
    "Haal de naam van de kopieën die zijn uitgedeeld, of deel een nieuwe uit.",
    "Somebody is no longer on the {list}. You made copy {number}.\n\n"
    "Sign in, open your group and choose Lists. There you see who must go.\n"
    "Take the name off the copies that were handed out, or hand out a new one.",
)


@on_change
def on_withdrawal(act: Act, changes: Sequence[Change]) -> None:
    """A yes to a list that stopped counting: look at the copies of this school year on which that child stands."""
    lost = {(c.board, c.school, c.person, c.question) for c in changes if c.use == NO_USE and not c.given_after}
    if not lost:
        return
    questions = {question for *_, question in lost}
    asked = Question.objects.filter(pk__in=questions, matter=Matter.CONTACT.value).values_list("pk", flat=True)
    of_lists = set(asked)
    persons = {person for _, _, person, question in lost if question in of_lists}
    if not persons:
        return
    call_back(act, _copies_with(next(iter(lost))[0], persons))


@on_protection
def on_protected(act: Act, person: Person) -> None:
    """Somebody is protected from this moment: the same, at once, and in words that do not tell why (S65, R10.12)."""
    call_back(act, _copies_with(person.board_id, [person.pk]))


def _copies_with(board: int, persons: Iterable[int]) -> Iterable[ListCopy]:
    """The copies on which any of these people stands."""
    rows = ListCopy.objects.filter(board=board, persons__person__in=persons, persons__gone_on__isnull=True)
    return rows.select_related("group__school", "made_by__account").order_by("pk").distinct()


def call_back(act: Act, copies: Iterable[ListCopy]) -> int:
    """Mark who is on these copies of this school year but not on the list of today; tell the makers. How many."""
    count = 0
    now: dict[tuple[int, str], set[int]] = {}
    for copy in copies:
        group = copy.group
        year = school_year(group.board_id, act.day, norms_for(group.board_id, act.day, group.school.sector))
        if copy.made_on < year.starts:
            continue
        key = (group.pk, copy.kind)
        if key not in now:
            now[key] = group_list(group, Kinds(copy.kind), act.day).persons
        gone = copy.persons.filter(gone_on__isnull=True).exclude(person__in=now[key]).update(gone_on=act.day)
        if gone:
            count += gone
            _tell(act, copy)
    return count


def _tell(act: Act, copy: ListCopy) -> None:
    words = title(Kinds(copy.kind), copy.group)
    for person in _keepers(act, copy):
        address = _address(act, person)
        if address:
            outbox.post_mail(
                act,
                board=Board.objects.get(pk=copy.board_id),
                holder=person.key,
                to=address,
                subject=_SUBJECT.with_(list=Words(_small(words.nl), _small(words.en))),
                body=_BODY.with_(list=Words(_small(words.nl), _small(words.en)), number=copy.number),
                language=person.account.language if person.account else "nl",
                key=f"list-recall:{copy.pk}:{person.pk}:{act.correlation}",
            )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _keepers(act: Act, copy: ListCopy) -> list[Person]:
    """The maker; when they no longer work here, whoever teaches the group now."""
    maker = copy.made_by
    if maker is not None and Membership.objects.filter(open_on(act.day), person=maker).exists():
        return [maker]
    rows = Teaching.objects.filter(open_on(act.day), group=copy.group).select_related("person__account")
    return list({row.person_id: row.person for row in rows.order_by("pk")}.values())


def _address(act: Act, person: Person) -> str:
    shown = contacts_of([person], _WHOLE, act.day, guarded=True)[person.pk].shown
    found = next((c.value for c in shown if c.kind == ContactKind.EMAIL), "")
    return found or (person.account.email if person.account else "")


def waiting(copies: Iterable[ListCopy]) -> dict[int, list[Person]]:
    """For each copy who still has to be taken off it, in order of name."""
    found: dict[int, list[Person]] = {}
    rows = ListedPerson.objects.filter(copy__in=copies, gone_on__isnull=False, removed_on__isnull=True)
    for row in rows.select_related("person").order_by("person__sort_key", "pk"):
        found.setdefault(row.copy_id, []).append(row.person)
    return found
