"""What a parent or a pupil reads about one child: what the school knows, and who decides. Plain words, no more.

Two parents never see each other's contact data; a restriction or extra protection is never told by this page, nor
can it be seen from what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel.access.actor import Actor, Hat, Subject
from vuistregel.actions import log_read
from vuistregel.norms import Norm, NormsOfDay
from vuistregel.organisation.ages import age_on
from vuistregel.organisation.contacts import Contacts, contacts_of, own_reach
from vuistregel.organisation.models import Guardianship, Person, Placement, Pupil, RaisedConfidentiality
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import raised_on
from vuistregel.organisation.queries import deciders_of, facts_of, norms_for
from vuistregel.organisation.rules import Deciders, For
from vuistregel.organisation.wording import joined, joined_words
from vuistregel.ui import days
from vuistregel.ui.shapes import Fact
from vuistregel.ui.shapes import Person as Contactable
from vuistregel.words import Words

_Fields = RaisedConfidentiality.Fields
#: Reasons that are about other people stay with the school; so does everything about restrictions.
_RESTRICTED = "restriction.respected"
_PURPOSES = {
    For.CONSENT: Words("Toestemming geven", "Giving consent"),
    For.WITHDRAWAL: Words("Toestemming intrekken", "Withdrawing consent"),
    For.RIGHTS: Words("Gegevens inzien of verbeteren", "Seeing or correcting data"),
}


@dataclass(frozen=True, slots=True)
class Say:
    """Who may do one thing, as one line for this reader."""

    title: Words
    who: Words


@dataclass(frozen=True, slots=True)
class ChildView:
    """The page of one child for one reader."""

    name: str
    school: str
    board: str
    group: str
    facts: tuple[Fact, ...]
    heading: Words
    explanation: Words
    says: tuple[Say, ...]
    norms: tuple[Norm, ...]
    sector: str
    own: bool
    own_contacts: Contacts
    authority: Words | None
    others: tuple[str, ...]
    contact: Contactable | None
    regulation_url: str
    several: bool


def child_view(pupil_id: int, actor: Actor, day: date) -> ChildView:
    """The page about a pupil for this actor, a guardian or the pupil. The gate decided already that it may be."""
    pupil = Pupil.objects.select_related("person", "school__board", "school__contact").get(pk=pupil_id)
    reader = _reader(pupil, actor)
    own = reader == pupil.person_id
    guardianships = list(Guardianship.objects.filter(open_on(day), pupil=pupil).select_related("person").order_by("pk"))
    mine = next((g for g in guardianships if g.person_id == reader), None)
    raised = _raised([pupil.person_id, *(g.person_id for g in guardianships)], day)
    hidden = {person for person, fields in raised.items() if _Fields.ALL.value in fields}
    found = facts_of(pupil, day)
    deciding = {purpose: deciders_of(found, purpose, day, pupil.school.sector) for purpose in _PURPOSES}
    trusted = own or (mine is not None and mine.authority == "yes")
    others = tuple(
        g.person.name
        for g in guardianships
        if trusted and g.authority == "yes" and g.person_id != reader and g.person_id not in hidden
    )
    place_hidden = not own and bool(raised[pupil.person_id] & {_Fields.SCHOOL.value, _Fields.ALL.value})
    me = pupil.person if own else (mine.person if mine else None)
    contacts = _own_contacts(me, actor, pupil, day)
    day_norms = norms_for(pupil.board_id, day, pupil.school.sector)
    key = pupil.key if own else (mine.key or str(mine.person.key) if mine else "")
    return ChildView(
        name=pupil.person.short_name,
        school="" if place_hidden else pupil.school.name,
        board="" if place_hidden else pupil.school.board.name,
        group="" if place_hidden else _group(pupil, day),
        facts=_facts(pupil, day, place_hidden=place_hidden),
        heading=_heading(deciding[For.CONSENT], pupil, key, own, mine, others),
        explanation=_explanation(deciding[For.CONSENT], pupil, own, mine),
        says=tuple(Say(title, _who(deciding[purpose], key, own, pupil, others)) for purpose, title in _PURPOSES.items())
        if trusted or own
        else (),
        norms=_norms(deciding, key, day_norms),
        sector=pupil.school.sector,
        own=own,
        own_contacts=contacts,
        authority=_authority(mine, pupil) if mine and not own else None,
        others=others,
        contact=None if place_hidden or pupil.school.contact is None else _contact(pupil),
        regulation_url="" if place_hidden else pupil.school.regulation_url,
        several=len({key for hat in actor.hats for key in hat.pupils}) > 1,
    )


def _norms(deciding: Mapping[For, Deciders], key: str, day: NormsOfDay) -> tuple[Norm, ...]:
    """The norms behind what this reader is told; those about others or a restriction are not among them."""
    ids = dict.fromkeys(
        r.norm
        for found in deciding.values()
        for r in found.reasons
        if r.norm and r.binding and r.norm != _RESTRICTED and r.about in (None, key)
    )
    return tuple(norm for norm in map(day.get, ids) if norm is not None)


def _reader(pupil: Pupil, actor: Actor) -> int | None:
    """Which person the actor is for this child: the pupil, else the guardian."""
    hats = [hat for hat in actor.hats if pupil.pk in hat.pupils]
    by_role: dict[str, Hat] = {hat.role: hat for hat in hats}
    hat = by_role.get("pupil") or by_role.get("guardian")
    return hat.person if hat else None


def _raised(people: list[int], day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {person: set() for person in people}
    rows = raised_on(day).filter(person__in=people)
    for person, name in rows.values_list("person", "field"):
        found[person].add(name)
    return found


def schools_of(children: Sequence[Pupil], reader: frozenset[int], day: date) -> dict[int, str]:
    """By child the name of its school, where there are several; nothing when this reader may not know one of them.

    `reader`: who reads, as a person; of a child that reads about itself nothing is hidden.
    """
    raised = _raised([child.person_id for child in children if child.person_id not in reader], day)
    hidden = any(fields & {_Fields.SCHOOL.value, _Fields.ALL.value} for fields in raised.values())
    if hidden or len({child.school_id for child in children}) < _SEVERAL:
        return {}
    return {child.pk: child.school.name for child in children}


_SEVERAL = 2


def _own_contacts(me: Person | None, actor: Actor, pupil: Pupil, day: date) -> Contacts:
    """The reader's own contact data. What is very sensitive of them is theirs to see; the log says that they did."""
    if me is None:
        return Contacts()
    place = Subject(board=pupil.board_id, school=pupil.school_id, pupil=pupil.pk, person=me.pk)
    found = contacts_of([me], own_reach(actor, place), day, guarded=True)[me.pk]
    if found.guarded:
        log_read(actor, category="secret_contact", subject=place, page="child")
    return found


def _group(pupil: Pupil, day: date) -> str:
    row = Placement.objects.filter(open_on(day), pupil=pupil).order_by("group__composite", "group__name").first()
    return row.group.name if row else ""


def _facts(pupil: Pupil, day: date, *, place_hidden: bool) -> tuple[Fact, ...]:
    person = pupil.person
    facts = [Fact(Words("Hele naam", "Full name"), _full_name(person))]
    if person.birth_date:
        born = Words("{day} ({age} jaar)", "{day} ({age} years)")
        facts.append(
            Fact(
                Words("Geboren", "Born"),
                born.with_(day=days.plain(person.birth_date), age=age_on(person.birth_date, day)),
            )
        )
    if not place_hidden and pupil.arrived:
        facts.append(Fact(Words("Op school sinds", "At school since"), days.plain(pupil.arrived)))
    return tuple(facts)


def _full_name(person: Person) -> str:
    first = person.given_names or person.call_name or person.initials
    return " ".join(filter(None, (first, person.prefix, person.family_name)))


def _contact(pupil: Pupil) -> Contactable:
    assert pupil.school.contact is not None
    return Contactable(
        pupil.school.contact.name, Words("vragen over gegevens", "questions about data"), pupil.school.name
    )


def _decides(found: Deciders, key: str) -> bool:
    return any(p.key == key for p in found.people)


def _heading(
    found: Deciders, pupil: Pupil, key: str, own: bool, mine: Guardianship | None, others: tuple[str, ...]
) -> Words:
    """Who decides, said to whoever reads it."""
    child = pupil.person.short_name
    if own and _decides(found, key):
        return Words("U beslist zelf over uw gegevens.", "You decide about your own data.")
    if own:
        return Words("Uw ouders beslissen nog mee.", "Your parents still decide with you.")
    if any(p.kind == "pupil" for p in found.people):
        return Words("{child} beslist nu zelf.", "{child} now decides.").with_(child=child)
    if _decides(found, key) and others:
        return Words(
            "U beslist over {child}, net als {others}.", "You decide about {child}, and so do {others}."
        ).with_(child=child, others=joined(list(others)))
    if _decides(found, key):
        return Words("U beslist over {child}.", "You decide about {child}.").with_(child=child)
    if mine is not None and mine.authority == "unknown":
        return Words("U kunt nog niet over {child} beslissen.", "You cannot decide about {child} yet.").with_(
            child=child
        )
    return Words("Wij weten nog niet wie over {child} beslist.", "We do not know yet who decides about {child}.").with_(
        child=child
    )


def _explanation(found: Deciders, pupil: Pupil, own: bool, mine: Guardianship | None) -> Words:
    """One or two sentences under the heading."""
    child = pupil.person.short_name
    if own:
        return Words(
            "Hier leest u wat de school van u weet, en wat u mag.",
            "Here you read what the school knows, and what you may do.",
        )
    if any(p.kind == "pupil" for p in found.people):
        return Words(
            "Dat is zo vanaf de zestiende verjaardag. U leest hier nog wel wat de school weet.",
            "That is so from the sixteenth birthday. You can still read here what the school knows.",
        )
    if mine is not None and mine.authority == "unknown":
        return Words(
            "De school heeft nog niet gevraagd of u gezag heeft. Neem contact op met de school.",
            "The school has not asked yet whether you have authority. Please contact the school.",
        )
    return Words("Dit weet de school van {child}.", "This is what the school knows about {child}.").with_(child=child)


def _who(found: Deciders, key: str, own: bool, pupil: Pupil, others: tuple[str, ...]) -> Words:
    """Who may do this, without a name that this reader may not know."""
    parts: list[Words] = []
    if _decides(found, key):
        parts.append(Words("u", "you"))
    if not own and any(p.kind == "pupil" for p in found.people):
        parts.append(Words(pupil.person.short_name, pupil.person.short_name))
    names = {p.name for p in found.people if p.kind == "guardian"}
    parts += [Words(name, name) for name in others if name in names]
    if not parts:
        return Words("nog niemand", "nobody yet")
    return joined_words(parts)


def _authority(mine: Guardianship, pupil: Pupil) -> Words:
    """What the school recorded about the reader's own authority."""
    child = pupil.person.short_name
    if mine.authority == "yes" and mine.confirmed_on:
        return Words(
            "Op {day} legde de school vast dat u gezag heeft over {child}.",
            "On {day} the school recorded that you have authority over {child}.",
        ).with_(day=days.plain(mine.confirmed_on), child=child)
    return Words(
        "De school weet nog niet of u gezag heeft over {child}.",
        "The school does not know yet whether you have authority over {child}.",
    ).with_(child=child)
