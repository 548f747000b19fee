"""What a form asks: read from what was sent, held against what this reader may choose. Anything else is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.http import QueryDict

from vuistregel.access.actor import Actor
from vuistregel.consent.models import Channel
from vuistregel.media.choosing import places, reachable
from vuistregel.media.models import MediaFile, Publication
from vuistregel.media.pictures.people import Spot
from vuistregel.media.pictures.queries import workshop
from vuistregel.media.queries import Idea, known_in, with_media
from vuistregel.media.reach import publications_for
from vuistregel.media.rules import Kind
from vuistregel.words import Words

#: How long a text beside a photo may be.
LONGEST: Final = 2000
#: More people than stand on the largest school photo.
MOST_PEOPLE: Final = 1500
#: How long the words may be that say where it stands.
LONGEST_PLACE: Final = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """An idea as somebody typed it, perhaps not whole yet. `use` becomes the key of what is laid down.

    What was sent and is not there for this reader (any more) is not passed over: `strangers` holds whom of the chosen
    people this reader cannot choose, as they were sent; `media_gone` and `spot_gone` say it of the photo and the group.
    """

    spot: Spot
    channels: tuple[Channel, ...]
    persons: frozenset[int] = frozenset()
    strangers: tuple[str, ...] = ()
    channel: Channel | None = None
    kind: Kind | None = None
    text: str = ""
    nobody: bool = False
    media: MediaFile | None = None
    search: str = ""
    use: UUID = field(default_factory=uuid4)
    before: Publication | None = None
    where: str = ""
    media_gone: bool = False
    spot_gone: bool = False

    def idea(self) -> Idea | None:
        """The idea; None while place or kind were not chosen."""
        if self.channel is None or self.kind is None:
            return None
        idea = Idea(
            channel=self.channel,
            kind=self.kind,
            persons=self.persons,
            texts=(self.text,),
            nobody=self.nobody,
            group=self.spot.group.pk if self.spot.group else None,
            strangers=len(self.strangers),
        )
        return idea if self.media is None else with_media(idea, self.media)

    def gone(self) -> dict[str, Words]:
        """What was sent and is not there any more, by field."""
        found = {"plek": SPOT_GONE} if self.spot_gone else {}
        return found | ({"foto": MEDIA_GONE} if self.media_gone else {})

    def gaps(self) -> dict[str, Words]:
        """What was not filled in yet, or is not there any more, by field."""
        found = self.gone()
        if self.channel is None:
            found["plaats"] = Words("Kies waar u het wilt plaatsen.", "Choose where you want to put it.")
        if self.kind is None:
            found["soort"] = Words("Kies wat u wilt plaatsen.", "Choose what you want to publish.")
        if self.channel and self.kind and not (self.persons or self.nobody or self.media or self.strangers):
            found["wie"] = Words(
                "Kies wie er te herkennen is, of zeg dat niemand te herkennen is.",
                "Choose who can be recognised, or say that nobody can be.",
            )
        return found


def read(sent: QueryDict, spots: list[Spot], actor: Actor, day: date) -> Asked:
    """Read a form, or an address with `?plek=` and `?foto=`. A spot that is not one's own gives the first one."""
    media, given = _media(sent, actor), sent.get("foto", "")
    wanted = sent.get("plek") or (f"g{media.group_id}" if media is not None and media.group_id else "")
    if media is not None and not wanted:
        wanted = f"s{media.school_id}"
    spot = next((s for s in spots if s.value == wanted), spots[0])
    if media is not None and media.school_id != spot.school.pk:
        media = None
    channels = tuple(places(spot.school, day))
    chosen = dict.fromkeys(sent.getlist("wie"))
    ids = {int(v) for v in list(chosen)[:MOST_PEOPLE] if v.isascii() and v.isdigit() and len(v) < 18}
    known = frozenset(reachable(actor, spot.school, day).filter(pk__in=ids).values_list("pk", flat=True))
    strangers = tuple(v[:20] for v in chosen if not (v.isascii() and v.isdigit() and int(v[:18]) in known))
    if media is not None and "soort" not in sent:
        found = known_in(media)
        known |= found.persons | found.covered
    kind = sent.get("soort", "")
    return Asked(
        spot=spot,
        channels=channels,
        persons=known,
        strangers=strangers[:MOST_PEOPLE],
        channel=next((c for c in channels if c.slug == sent.get("plaats")), None),
        kind=Kind(kind) if kind in {k.value for k in Kind} else None,
        text=sent.get("tekst", "").strip()[:LONGEST],
        nobody="niemand" in sent,
        media=media,
        search=sent.get("zoek", "").strip()[:60],
        use=key_in(sent, "gebruik") or uuid4(),
        before=_before(sent, actor),
        where=sent.get("waar", "").strip()[:LONGEST_PLACE],
        media_gone=bool(given) and media is None,
        spot_gone=bool(sent.get("plek")) and spot.value != wanted,
    )


MEDIA_GONE = Words(
    "Deze foto of film is er niet meer. Kies een andere, of ga verder zonder.",
    "This photo or film is not there any more. Choose another one, or go on without.",
)
SPOT_GONE = Words(
    "Deze groep is niet meer van u. Kies een andere groep, en kies opnieuw wie er te herkennen is.",
    "This group is not yours any more. Choose another group, and choose again who can be recognised.",
)


def _media(sent: QueryDict, actor: Actor) -> MediaFile | None:
    key = key_in(sent, "foto")
    return None if key is None else workshop(actor).filter(key=key).first()


def _before(sent: QueryDict, actor: Actor) -> Publication | None:
    """The prepared publication from which somebody goes on to another idea."""
    key = key_in(sent, "publicatie")
    return None if key is None else publications_for(actor, "write").filter(key=key).first()


def key_in(sent: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(sent.get(name, "") or "")
    except ValueError:
        return None
