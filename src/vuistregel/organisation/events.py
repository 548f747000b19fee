"""What the actions of this room leave in the log; the import's own events stand in roster/events.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from vuistregel.evidence import Event, person, plain, sealed, spoken
from vuistregel.words import Words, same

_SOMEBODY = UUID("00000000-0000-4000-8000-000000000001")
_SOMEBODY_ELSE = UUID("00000000-0000-4000-8000-000000000002")

_RESTRICTIONS = spoken.by(
    {
        "no_contact": Words("geen contact", "no contact"),
        "no_information": Words("geen informatie", "no information"),
        "no_pickup": Words("niet ophalen", "no picking up"),
    }
)
_FIELDS = spoken.by(
    {
        "address": Words("het adres", "the address"),
        "phone": Words("het telefoonnummer", "the phone number"),
        "email": Words("het e-mailadres", "the mail address"),
        "school": Words("op welke school", "which school"),
        "all": Words("alle gegevens", "all data"),
    }
)
_SETTING = {
    "name": Words("de naam", "the name"),
    "practice_after_16": Words("de werkwijze na de zestiende verjaardag", "the practice after the sixteenth birthday"),
    "match_by_number": Words("herkennen aan het nummer", "recognising by number"),
    "regulation_url": Words("het adres van het reglement", "the address of the regulation"),
    "contact": Words("het aanspreekpunt", "the contact person"),
}


def _settings(fields: str) -> Words:
    found = [_SETTING.get(field) or same(field) for field in fields.split(", ")]
    return Words(", ".join(w.nl for w in found), ", ".join(w.en for w in found))


@dataclass(frozen=True, kw_only=True)
class SchoolAdded(Event):
    """A school came under a board."""

    kind: ClassVar[str] = "organisation.school_added"
    says: ClassVar[Words] = Words("{actor} voegde {school} ({brin}) toe.", "{actor} added {school} ({brin}).")
    school: str = plain()
    brin: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(school="De Wilgentak", brin="99ZZ00")


@dataclass(frozen=True, kw_only=True)
class SchoolChanged(Event):
    """What parents read about the school, or its settings, changed."""

    kind: ClassVar[str] = "organisation.school_changed"
    says: ClassVar[Words] = Words(
        "{actor} veranderde bij {school}: {fields}.", "{actor} changed at {school}: {fields}."
    )
    school: str = plain()
    fields: str = plain(spoken=_settings)

    @classmethod
    def example(cls) -> Self:
        return cls(school="De Wilgentak", fields="regulation_url")


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """Somebody got a role."""

    kind: ClassVar[str] = "organisation.appointed"
    says: ClassVar[Words] = Words(
        "{actor} gaf {somebody} de rol {role} vanaf {since}.", "{actor} gave {somebody} the role {role} from {since}."
    )
    somebody: UUID = person()
    role: str = plain(spoken=spoken.role)
    since: str = plain(spoken=spoken.day)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, role="teacher", since="2026-08-01")


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """Somebody's role ended."""

    kind: ClassVar[str] = "organisation.membership_ended"
    says: ClassVar[Words] = Words(
        "{actor} beëindigde de rol {role} van {somebody} op {until}.",
        "{actor} ended the role {role} of {somebody} on {until}.",
    )
    somebody: UUID = person()
    role: str = plain(spoken=spoken.role)
    until: str = plain(spoken=spoken.day)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, role="teacher", until="2026-07-31")


@dataclass(frozen=True, kw_only=True)
class AccountClosedForLeaver(Event):
    """The sign-in of somebody who left was closed."""

    kind: ClassVar[str] = "organisation.account_closed"
    says: ClassVar[Words] = Words(
        "{actor} sloot het account van {somebody}.", "{actor} closed the account of {somebody}."
    )
    somebody: UUID = person()

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY)


@dataclass(frozen=True, kw_only=True)
class AuthorityConfirmed(Event):
    """It was asked and answered whether a guardian has authority over a pupil."""

    kind: ClassVar[str] = "organisation.authority_confirmed"
    says: ClassVar[Words] = Words(
        "{actor} legde vast of {guardian} gezag heeft over {pupil}: {authority}.",
        "{actor} recorded whether {guardian} has authority over {pupil}: {authority}.",
    )
    guardian: UUID = person()
    pupil: UUID = person()
    authority: str = plain(spoken=spoken.YES_OR_NO)

    @classmethod
    def example(cls) -> Self:
        return cls(guardian=_SOMEBODY, pupil=_SOMEBODY_ELSE, authority="yes")


@dataclass(frozen=True, kw_only=True)
class ContactRestricted(Event):
    """Somebody may no longer reach a pupil, or learn about the pupil."""

    kind: ClassVar[str] = "organisation.contact_restricted"
    says: ClassVar[Words] = Words(
        "{actor} legde een contactbeperking vast voor {pupil} ({restriction}).",
        "{actor} recorded a contact restriction for {pupil} ({restriction}).",
    )
    pupil: UUID = person()
    restriction: str = plain(spoken=_RESTRICTIONS)
    about: str = sealed(by="pupil")

    @classmethod
    def example(cls) -> Self:
        return cls(pupil=_SOMEBODY, restriction="no_contact", about="Uitspraak van de rechter.")


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Event):
    """A contact restriction ended."""

    kind: ClassVar[str] = "organisation.restriction_lifted"
    says: ClassVar[Words] = Words(
        "{actor} hief een contactbeperking op voor {pupil}.", "{actor} lifted a contact restriction for {pupil}."
    )
    pupil: UUID = person()
    restriction: str = plain(spoken=_RESTRICTIONS)

    @classmethod
    def example(cls) -> Self:
        return cls(pupil=_SOMEBODY, restriction="no_contact")


@dataclass(frozen=True, kw_only=True)
class ConfidentialityRaised(Event):
    """A field of a person became very sensitive by circumstances (R10.12)."""

    kind: ClassVar[str] = "organisation.confidentiality_raised"
    says: ClassVar[Words] = Words(
        "{actor} schermde {field} van {somebody} extra af.", "{actor} gave {field} of {somebody} extra protection."
    )
    somebody: UUID = person()
    field: str = plain(spoken=_FIELDS)
    why: str = sealed(by="somebody")

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, field="address", why="Opvang.")


@dataclass(frozen=True, kw_only=True)
class ConfidentialityLowered(Event):
    """The extra protection of a field ended."""

    kind: ClassVar[str] = "organisation.confidentiality_lowered"
    says: ClassVar[Words] = Words(
        "{actor} beëindigde de extra afscherming van {field} van {somebody}.",
        "{actor} ended the extra protection of {field} of {somebody}.",
    )
    somebody: UUID = person()
    field: str = plain(spoken=_FIELDS)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, field="address")


@dataclass(frozen=True, kw_only=True)
class PupilTold(Event):
    """A pupil was told of an own say (R5.16)."""

    kind: ClassVar[str] = "organisation.pupil_told"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat {pupil} weet van het eigen recht om te beslissen ({norm}).",
        "{actor} recorded that {pupil} knows of the own right to decide ({norm}).",
    )
    pupil: UUID = person()
    norm: str = plain(spoken=spoken.norm)
    how: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(pupil=_SOMEBODY, norm="informed.16", how="talk")


@dataclass(frozen=True, kw_only=True)
class StrictAgeSet(Event):
    """Pupil or parents asked for the strict age limit, or took that back (T06)."""

    kind: ClassVar[str] = "organisation.strict_age_set"
    says: ClassVar[Words] = Words(
        "{actor} legde de strikte leeftijdsgrens vast voor {pupil}: {strict}.",
        "{actor} recorded the strict age limit for {pupil}: {strict}.",
    )
    pupil: UUID = person()
    strict: str = plain(spoken=spoken.YES_OR_NO)

    @classmethod
    def example(cls) -> Self:
        return cls(pupil=_SOMEBODY, strict="yes")


@dataclass(frozen=True, kw_only=True)
class PlacementEnded(Event):
    """A pupil was taken out of a group."""

    kind: ClassVar[str] = "organisation.placement_ended"
    says: ClassVar[Words] = Words(
        "{actor} haalde {pupil} uit groep {group}.", "{actor} took {pupil} out of group {group}."
    )
    pupil: UUID = person()
    group: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(pupil=_SOMEBODY, group="5B")


@dataclass(frozen=True, kw_only=True)
class HouseValueSet(Event):
    """The board set a stricter value of its own."""

    kind: ClassVar[str] = "organisation.house_value_set"
    says: ClassVar[Words] = Words(
        "{actor} koos voor {norm} de eigen waarde {value}, vanaf {since}.",
        "{actor} chose the own value {value} for {norm}, from {since}.",
    )
    norm: str = plain(spoken=spoken.norm)
    value: str = plain()
    since: str = plain(spoken=spoken.day)

    @classmethod
    def example(cls) -> Self:
        return cls(norm="roster.max-age", value="7", since="2026-11-24")


@dataclass(frozen=True, kw_only=True)
class PersonsMerged(Event):
    """Two rows turned out to be one human being."""

    kind: ClassVar[str] = "organisation.persons_merged"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat twee rijen dezelfde persoon zijn: {kept} en {gone}.",
        "{actor} recorded that two rows are the same person: {kept} and {gone}.",
    )
    kept: UUID = person()
    gone: UUID = person()

    @classmethod
    def example(cls) -> Self:
        return cls(kept=_SOMEBODY, gone=_SOMEBODY_ELSE)


@dataclass(frozen=True, kw_only=True)
class PersonSplit(Event):
    """Two rows that were put together turned out to be two human beings after all."""

    kind: ClassVar[str] = "organisation.person_split"
    says: ClassVar[Words] = Words(
        "{actor} haalde {kept} en {gone} weer uit elkaar.", "{actor} took {kept} and {gone} apart again."
    )
    kept: UUID = person()
    gone: UUID = person()

    @classmethod
    def example(cls) -> Self:
        return cls(kept=_SOMEBODY, gone=_SOMEBODY_ELSE)


@dataclass(frozen=True, kw_only=True)
class PersonsToldApart(Event):
    """Two rows that look alike are two human beings."""

    kind: ClassVar[str] = "organisation.persons_told_apart"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat {one} en {other} twee mensen zijn.", "{actor} recorded that {one} and {other} are two."
    )
    one: UUID = person()
    other: UUID = person()

    @classmethod
    def example(cls) -> Self:
        return cls(one=_SOMEBODY, other=_SOMEBODY_ELSE)


@dataclass(frozen=True, kw_only=True)
class StaffAdded(Event):
    """Somebody came to work for the board, with a sign-in of their own."""

    kind: ClassVar[str] = "organisation.staff_added"
    says: ClassVar[Words] = Words(
        "{actor} voegde {somebody} toe met de rol {role}.", "{actor} added {somebody} with the role {role}."
    )
    somebody: UUID = person()
    role: str = plain(spoken=spoken.role)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, role="privacy_officer")
