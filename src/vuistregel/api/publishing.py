"""A school's website, app or newsletter tool asks before it publishes: one call for many people and a channel."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import ConfigDict, StringConstraints

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.engine import engine
from vuistregel.actions import NotHere, Refused, log_refusal
from vuistregel.api.operations import Explained, operation
from vuistregel.api.parameters import Brin, Day, actor_of, of_brin, school_of
from vuistregel.api.schools import BRIN
from vuistregel.consent.models import NO_USE
from vuistregel.consent.queries import channels_of
from vuistregel.media.as_data import as_data
from vuistregel.media.asking import judge_for
from vuistregel.media.queries import Idea
from vuistregel.media.rules import Kind
from vuistregel.organisation.keyed import people_by_key
from vuistregel.organisation.models import School
from vuistregel.words import Words

router = Router()
#: More people than any one picture shows; a whole school asks in pieces.
MOST: Final = 1_000
Key = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]


class PublicationIn(Schema):
    """What is to be published. Keys are those of the school's administration.

    A field that we do not know is refused: a slip in a name would leave people out of the question. `nobody` says that
    nobody can be recognised; beside people it says nothing.
    """

    model_config = ConfigDict(extra="forbid")

    school: str = Field(examples=["99ZZ"], min_length=4, max_length=6)
    channel: str = Field(examples=["website"], max_length=40)
    kind: Kind = Field(examples=["group"])
    pupils: list[Key] = Field(default_factory=list, examples=[["4711", "4712"]], max_length=MOST)
    guardians: list[Key] = Field(default_factory=list, examples=[[]], max_length=MOST)
    nobody: bool = Field(False, examples=[False])
    caption: str = Field("", examples=["Wij planten bollen"], max_length=10_000)
    publication: UUID | None = Field(None, examples=[None])
    on: Day | None = Field(None, examples=[None])


class ReasonOut(Schema):
    norm: str | None = Field(examples=["consent.no-answer"])
    text: str = Field(examples=["Er is nog geen antwoord. Geen antwoord is nee."])
    person: str | None = Field(None, examples=["4712"])
    advice: bool = Field(False, examples=[False])


class WayOut(Schema):
    kind: str = Field(examples=["channel"])
    text: str = Field(examples=["Kies een andere plek: Besloten klaspagina. Daar mag het meteen."])
    channel: str | None = Field(None, examples=["closed_class_page"])


class PersonOut(Schema):
    person: str = Field(examples=["4711"])
    allowed: bool = Field(examples=[True])


class PublicationOut(Schema):
    """As `vuistregel may_publish --json`, and per person whether this place is allowed to them by themselves."""

    outcome: str = Field(examples=["refused"])
    reasons: list[ReasonOut]
    alternatives: list[WayOut]
    people: list[PersonOut]


class ChannelOut(Schema):
    slug: str = Field(examples=["website"])
    name: str = Field(examples=["Website van school"])
    audience: str = Field(examples=["public"])


@router.post("/publication-decisions", response=PublicationOut)
@operation(
    category="consent",
    verb="read",
    explained=Explained(
        Words("Mag dit worden gepubliceerd?", "May this be published?"),
        Words(
            "Vraag het vlak voor het publiceren, voor alle mensen tegelijk. allowed: het mag. refused: het mag niet, "
            "met de redenen. cannot_say: er ontbreekt iets; ook dan mag het niet. Bewaar een ja niet: een ouder kan "
            "het altijd intrekken.",
            "Ask just before publishing, for all people at once. allowed: it may. refused: it may not, with the "
            "reasons. cannot_say: something is missing; then it may not either. Do not keep a yes: a parent can "
            "withdraw it at any time.",
        ),
    ),
)
def decide(request: HttpRequest, asked: PublicationIn) -> Any:
    """The Decision about a publication; nothing is recorded but that very sensitive data was read, where it was."""
    school = _school(request, asked.school)
    day: date = asked.on or clock.today()
    channel = next((c for c in channels_of(school, day) if c.slug == asked.channel), None)
    if channel is None:
        raise NotHere
    channel.school = school
    keys, unknown = people_by_key(school, asked.pupils, asked.guardians, day)
    idea = Idea(
        channel=channel,
        kind=asked.kind,
        persons=frozenset(keys),
        texts=(asked.caption,),
        use=asked.publication or NO_USE,
        unknown=tuple(unknown),
        nobody=asked.nobody and not (asked.pupils or asked.guardians),
    )
    verdict = judge_for(actor_of(request), idea, day, page="publication-decisions")
    against = {int(key) for key in verdict.against}
    allowed = {f.pk: bool(f.consent) and not f.hidden and f.pk not in against for f in verdict.people.values()}
    people = [PersonOut(person=keys[pk], allowed=ok) for pk, ok in allowed.items()]
    return PublicationOut(**as_data(verdict, keys), people=people)


@router.get("/schools/{brin}/channels", response=list[ChannelOut])
@operation(
    category="channels",
    verb="read",
    subject=of_brin,
    explained=Explained(
        Words("De plekken van een school", "A school's places"),
        Words(
            "Waar een school foto’s en informatie laat zien; met deze namen vraagt u of iets mag.",
            "Where a school shows photos and information; by these names you ask whether something may.",
        ),
        {"brin": BRIN},
    ),
)
def list_channels(request: HttpRequest, brin: Brin) -> Any:
    """The channels of a school, by the slugs that a decision is asked for."""
    school = school_of(request, brin)
    return [ChannelOut(slug=c.slug, name=str(c.words), audience=c.audience) for c in channels_of(school, clock.today())]


def _school(request: HttpRequest, brin: str) -> School:
    """The school that the body names, asked of the matrix as a school in an address is."""
    school, actor = school_of(request, brin), actor_of(request)
    place = Subject(board=school.board_id, school=school.pk)
    decision = engine().decide(actor, "read", "consent", place)
    if not decision:
        log_refusal(actor, decision, category="consent", verb="read", subject=place)
        raise Refused(decision)
    return school
