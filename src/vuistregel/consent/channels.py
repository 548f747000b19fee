"""Finding a school's channels. A school that has none yet gets those that most schools have."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.access.commands import WrongUse
from vuistregel.consent.actions import open_channels
from vuistregel.consent.models import Channel, Question
from vuistregel.consent.queries import channels_of
from vuistregel.consent.rules import Matter
from vuistregel.jobs import Every, recurring
from vuistregel.organisation.models import School
from vuistregel.words import Words


@recurring("consent.channels", Every.TICK)
def prepare_new_schools(actor: Actor, now: datetime) -> int:
    """A school that was added gets the channels that most schools have, within a minute."""
    bare = School.objects.exclude(Exists(Channel.objects.filter(board=OuterRef("board"), school=OuterRef("pk"))))
    return sum(open_channels(actor, school=school) for school in bare.select_related("board"))


def schools_channels(actor: Actor, school: School, day: date) -> list[Channel]:
    """The channels of a school, prepared first when it has none yet."""
    if not Channel.objects.filter(board=school.board_id, school=school).exists():
        open_channels(actor, school=school)
    return channels_of(school, day)


def named_channel(actor: Actor, school: School, slug: str) -> Channel:
    """The channel of a school by its slug. Raises WrongUse that names the slugs there are."""
    found = {c.slug: c for c in schools_channels(actor, school, clock.today())}
    if slug not in found:
        raise WrongUse(
            Words(
                "Deze school heeft geen plek {slug}. Wel: {slugs}.", "This school has no place {slug}. It has: {slugs}."
            ).with_(slug=slug, slugs=", ".join(found))
        )
    return found[slug]


def question_of(channel: Channel, matter: Matter | None) -> Question:
    """What a channel asks about a matter; None: the first that it asks. Raises WrongUse when it does not ask that."""
    rows = {
        Matter(q.matter): q
        for q in Question.objects.filter(board=channel.board_id, channel=channel.asks, asked=True).select_related(
            "channel", "text"
        )
    }
    wanted = [matter] if matter else [m for m in Matter if m in rows]
    if not wanted or wanted[0] not in rows:
        raise WrongUse(
            Words("Dit vraagt de school niet voor deze plek.", "The school does not ask this for this place.")
        )
    return rows[wanted[0]]
