"""What the page of one pupil shows to this reader: assembled here, so that the template decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.forms import Form

from vuistregel import keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.decisions import Reason
from vuistregel.norms import Norm, NormsOfDay
from vuistregel.organisation.ages import age_on
from vuistregel.organisation.calling import Caller, who_reaches_parents
from vuistregel.organisation.contacts import Contacts, contacts_of, reach_of
from vuistregel.organisation.forms.pupil import RAISED, RESTRICTIONS, RaiseForm, RestrictionForm, ToldForm
from vuistregel.organisation.models import (
    ContactRestriction,
    Guardianship,
    Person,
    Placement,
    Pupil,
    PupilInformed,
    RaisedConfidentiality,
    Relation,
)
from vuistregel.organisation.own_say import OwnSay, own_say
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import BARRING, raised_on, restrictions_on
from vuistregel.organisation.queries import deciders_of, facts_of, norms_for
from vuistregel.organisation.rules import Deciders, For
from vuistregel.organisation.wording import deciders_sentence, joined_words
from vuistregel.ui import days, numbers
from vuistregel.words import Words

PURPOSES = {
    For.CONSENT: Words("toestemming geven of weigeren", "giving or refusing consent"),
    For.WITHDRAWAL: Words("toestemming intrekken", "withdrawing consent"),
    For.RIGHTS: Words("gegevens inzien of laten verbeteren", "seeing data or having them corrected"),
}
RELATIONS = {
    Relation.MOTHER.value: Words("moeder", "mother"),
    Relation.FATHER.value: Words("vader", "father"),
    Relation.PARENT.value: Words("ouder", "parent"),
    Relation.GUARDIAN.value: Words("voogd", "guardian"),
    Relation.CARER.value: Words("verzorger", "carer"),
    Relation.OTHER.value: Words("andere relatie", "other relation"),
}
#: Reasons that say that a restriction holds; only for whoever may read restrictions.
RESTRICTED = "restriction.respected"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who decides for one purpose, with the reasons that were not said above."""

    title: Words
    sentence: Words
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GuardianView:
    """A guardian with what is known, and the question that is open."""

    row: Guardianship
    relation: Words
    contacts: Contacts
    claimed: Words | None
    barred: bool
    typed: str = ""

    @property
    def asked(self) -> bool:
        return self.row.authority == "unknown"


@dataclass(frozen=True, slots=True)
class Protection:
    """What only few may know: restrictions and raised fields, with the forms to add one."""

    restrictions: tuple[tuple[ContactRestriction, Words, str], ...]
    raised: tuple[tuple[RaisedConfidentiality, Words, str], ...]
    restriction_form: Form
    raise_form: Form

    @property
    def any(self) -> bool:
        return bool(self.restrictions or self.raised)


@dataclass(frozen=True, slots=True)
class Rights:
    """What this reader may see and do here, as the matrix says."""

    authority: bool
    confirm: bool
    contact: bool
    #: Date of birth and age: not for whoever only has to call home (R10.4, R10.7).
    born: bool
    restriction: bool
    protect: bool
    write: bool
    #: Consent of the whole school, as its office has it: who reads only about the own child or group goes elsewhere.
    consent: bool


@dataclass(frozen=True, slots=True)
class PupilView:
    """The whole page. What a reader may not see is None or empty, as if it did not exist."""

    pupil: Pupil
    heading: Words
    age: int | None
    groups: tuple[Placement, ...]
    rights: Rights
    purposes: tuple[Purpose, ...]
    norms: tuple[Norm, ...]
    guardians: tuple[GuardianView, ...]
    own_contacts: Contacts
    protection: Protection | None
    own_say: tuple[OwnSay, ...]
    told_forms: dict[str, Form]
    kept_until: date | None
    guarded_shown: bool = False
    waiting: int = 0
    #: Who reaches the parents when this reader cannot.
    caller: Caller | None = None
    stale: dict[str, Words] = field(default_factory=dict)


def rights_of(actor: Actor, place: Subject) -> Rights:
    may = engine().decide
    return Rights(
        authority=bool(may(actor, "read", "authority", place)),
        confirm=bool(may(actor, "confirm", "authority", place)),
        contact=bool(may(actor, "read", "contact", place) or may(actor, "read", "phone", place)),
        born=bool(may(actor, "read", "contact", place) or may(actor, "read", "authority", place)),
        restriction=bool(may(actor, "read", "restriction", place)),
        protect=bool(may(actor, "write", "restriction", place)),
        write=bool(may(actor, "write", "roster", place)),
        consent=bool(may(actor, "read", "consent", Subject(board=place.board, school=place.school))),
    )


def pupil_view(
    pupil: Pupil, actor: Actor, place: Subject, day: date, *, guarded: bool = False, bound: Sequence[Form] = ()
) -> PupilView:
    """The page of a pupil for this reader. `bound`: forms that come back with what was typed, by their prefix."""
    rights = rights_of(actor, place)
    groups = tuple(Placement.objects.filter(open_on(day), pupil=pupil).select_related("group").order_by("group__name"))
    found = facts_of(pupil, day)
    by_purpose = {purpose: deciders_of(found, purpose, day, pupil.school.sector) for purpose in PURPOSES}
    purposes = _purposes(by_purpose, pupil.person, rights) if rights.authority else ()
    restrictions = list(restrictions_on(day).filter(pupil=pupil).select_related("person").order_by("pk"))
    barred = {r.person_id for r in restrictions if r.person_id and r.kind in BARRING}
    guardianships = [
        g
        for g in Guardianship.objects.filter(open_on(day), pupil=pupil).select_related("person").order_by("pk")
        if rights.restriction or g.person_id not in barred
    ]
    people = [pupil.person, *(g.person for g in guardianships)]
    reach = reach_of(actor, place)
    contacts = contacts_of(people, reach, day, guarded=guarded)
    typed = {form.prefix: form for form in bound if form.prefix}
    told = {row.norm: row for row in PupilInformed.objects.filter(pupil=pupil)}
    day_norms = norms_for(pupil.board_id, day, pupil.school.sector)
    gone = pupil.departed is not None and pupil.departed < day
    say = own_say(pupil.person.birth_date, told, day, day_norms) if rights.authority and not gone else ()
    kept_until = day_norms["retention.pupil-file"].add_to(pupil.departed) if pupil.departed else None
    return PupilView(
        pupil=pupil,
        heading=_gone(pupil, kept_until) if gone and kept_until else _heading(pupil, purposes, groups),
        age=age_on(pupil.person.birth_date, day) if pupil.person.birth_date and rights.born else None,
        groups=groups,
        rights=rights,
        purposes=purposes,
        norms=_norms([r for p in purposes for r in p.reasons], day_norms),
        guardians=tuple(
            GuardianView(g, RELATIONS[g.relation], contacts[g.person_id], _claim(g), g.person_id in barred)
            for g in guardianships
        )
        if rights.contact or rights.authority
        else (),
        own_contacts=contacts[pupil.person_id],
        protection=_protection(pupil, people, restrictions, day, typed) if rights.restriction else None,
        own_say=say,
        told_forms={s.norm: typed.get(f"verteld-{s.norm}") or ToldForm(prefix=f"verteld-{s.norm}") for s in say},
        kept_until=kept_until,
        guarded_shown=any(c.guarded for c in contacts.values()),
        waiting=sum(c.waiting for c in contacts.values()),
        caller=who_reaches_parents(pupil.school, day) if rights.contact and not reach.secret else None,
    )


def _norms(reasons: Sequence[Reason], day: NormsOfDay) -> tuple[Norm, ...]:
    """The norms behind these reasons, each once; one that no longer holds has no fold."""
    found = [day.get(norm) for norm in dict.fromkeys(r.norm for r in reasons if r.norm)]
    return tuple(norm for norm in found if norm is not None)


def _gone(pupil: Pupil, kept_until: date) -> Words:
    text = Words(
        "{pupil} is van school. Het dossier blijft tot {day}.", "{pupil} left the school. The file stays until {day}."
    )
    return text.with_(pupil=pupil.person.short_name, day=days.plain(kept_until))


def _heading(pupil: Pupil, purposes: Sequence[Purpose], groups: Sequence[Placement]) -> Words:
    """Who decides, or for whoever may not know that, the group."""
    if purposes:
        return purposes[0].sentence
    if not groups:
        return Words("{pupil} zit in geen groep.", "{pupil} is in no group.").with_(pupil=pupil.person.name)
    return Words("{pupil} zit in groep {group}.", "{pupil} is in group {group}.").with_(
        pupil=pupil.person.name, group=groups[0].group.name
    )


def _purposes(found: dict[For, Deciders], pupil: Person, rights: Rights) -> tuple[Purpose, ...]:
    """Who decides for each purpose; those with the same answer and nothing to add stand together."""
    said: set[str] = set()
    purposes: list[tuple[list[Words], Words, tuple[Reason, ...]]] = []
    for purpose, deciders in found.items():
        reasons = tuple(
            r for r in deciders.reasons if r.text.nl not in said and (rights.restriction or r.norm != RESTRICTED)
        )
        said |= {r.text.nl for r in reasons}
        sentence = deciders_sentence(deciders, pupil)
        if purposes and not reasons and purposes[-1][1] == sentence:
            purposes[-1][0].append(PURPOSES[purpose])
        else:
            purposes.append(([PURPOSES[purpose]], sentence, reasons))
    return tuple(
        Purpose(numbers.sentence(joined_words(titles)), sentence, reasons) for titles, sentence, reasons in purposes
    )


def _claim(row: Guardianship) -> Words | None:
    """What the file said. It is shown beside the question and never taken as the answer."""
    claims = {
        "yes": Words("Het bestand van school zegt: gezag.", "The school's file says: authority."),
        "no": Words("Het bestand van school zegt: geen gezag.", "The school's file says: no authority."),
    }
    return claims.get(row.claimed) if row.claimed != row.authority else None


def _protection(
    pupil: Pupil, people: list[Person], restrictions: list[ContactRestriction], day: date, typed: dict[str, Form]
) -> Protection:
    raised = list(raised_on(day).filter(person__in=people).select_related("person").order_by("pk"))
    texts = keys.unseal_what_remains(
        [(pupil.person.key, "restriction.about", bytes(r.about)) for r in restrictions]
        + [(r.person.key, "raised.why", bytes(r.why)) for r in raised]
    )
    half = len(restrictions)
    return Protection(
        restrictions=tuple(
            (row, RESTRICTIONS[row.kind], text or "") for row, text in zip(restrictions, texts[:half], strict=True)
        ),
        raised=tuple((row, RAISED[row.field], text or "") for row, text in zip(raised, texts[half:], strict=True)),
        restriction_form=typed.get("beperking") or RestrictionForm(people[1:], prefix="beperking"),
        raise_form=typed.get("bescherming") or RaiseForm(people, prefix="bescherming"),
    )
