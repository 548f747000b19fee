"""The answer on the screen: the word, the reasons, the photo with its numbers, and the ways that really do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from vuistregel.media.choosing import where_words
from vuistregel.media.models import Face, MediaFile, MediaKind
from vuistregel.media.pages.picture_view import WIDE
from vuistregel.media.pictures.covers import WHOLE
from vuistregel.media.queries import Idea, Verdict
from vuistregel.media.rules import UNTAGGED, Kind
from vuistregel.media.telling import KINDS, Telling, marked, tell
from vuistregel.organisation.models import Group
from vuistregel.ui import numbers
from vuistregel.ui.shapes import Text
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Frame:
    """A box on the photo, in the units of the drawing. `number` is that of the reason; None is covered."""

    x: int
    y: int
    width: int
    height: int
    number: int | None = None

    @property
    def tag(self) -> tuple[int, int]:
        """Where the number stands: at the corner, inside the picture."""
        return min(WIDE - 45, self.x + self.width), max(45, self.y)


@dataclass(frozen=True, slots=True)
class Shown:
    """The photo of the answer."""

    url: str
    tall: int
    frames: tuple[Frame, ...]

    @property
    def numbered(self) -> int:
        return sum(1 for frame in self.frames if frame.number is not None)


@dataclass(frozen=True, slots=True)
class WayOn:
    """A way that does it: an address to go to, or a value that the form sends."""

    title: Text
    text: Text
    icon: str
    url: str = ""
    value: str = ""


#: How many other places are shown at once; the rest folds up.
NEAREST: Final = 3
_FAR: Final = (
    Words("Nog één plek waar het mag", "One more place where it may be"),
    Words("Nog {words} plekken waar het mag", "{words} more places where it may be"),
)
#: What the button of another place sends, and then which place.
_PLACE: Final = "plaats:"
_ICONS: Final = {
    "cover": "face",
    "cut": "face",
    "channel": "group",
    "ask": "send",
    "exception": "pencil",
    "name": "pencil",
    "no_photo": "pencil",
    "people": "pencil",
}
#: What the button of a way sends: `doe` on the page of the question.
_DEEDS: Final = {
    "ask": "vraag",
    "exception": "uitzondering",
    "name": "naam",
    "no_photo": "zonder-foto",
    "people": "anders",
}


def answer_context(
    verdict: Verdict,
    media: MediaFile | None,
    hidden: list[tuple[str, str]],
    here: Mapping[str, str] | None = None,
    others: int = 0,
) -> dict[str, Any]:
    """Everything that `media/answer.html` draws. `hidden` carries the idea on; `here` gives addresses for ways that
    are on this very page (`ask`, `exception`); `others` is how many photos more are at hand."""
    idea = verdict.idea
    telling = telling_of(verdict)
    text = "\n".join(idea.texts)
    ways = [*ways_of(verdict, media, here or {}), *_another(verdict, media, others)]
    far = [way for way in ways if way.value.startswith(_PLACE)][NEAREST:]
    return {
        "decision": verdict.decision,
        "telling": telling,
        "pieces": marked(text, verdict.names) if text else (),
        "photo": photo_of(media, verdict, telling) if media is not None else None,
        "film": media is not None and media.kind != MediaKind.PHOTO,
        "ways": [way for way in ways if way not in far],
        "far": far,
        "far_title": numbers.counted(len(far), *_FAR),
        "around": around(idea),
        "hidden": hidden,
        "sector": idea.channel.school.sector,
    }


def around(idea: Idea) -> list[Text]:
    """Beside the answer: for which group, what, and where."""
    group = Group.objects.filter(pk=idea.group).first() if idea.group else None
    of = [Words("Groep {name}", "Group {name}").with_(name=group.name)] if group else []
    return [*of, numbers.sentence(KINDS[idea.kind]), idea.channel.words]


def telling_of(verdict: Verdict) -> Telling:
    """The verdict in words. First names; where two are the same, whole names."""
    people = verdict.people
    short = [f.short_name for f in people.values()]
    names = {k: f.name if short.count(f.short_name) > 1 else f.short_name for k, f in people.items()}
    return tell(verdict.decision, verdict.idea.kind, where_words(verdict.idea.channel), names, verdict.names)


def photo_of(media: MediaFile, verdict: Verdict, telling: Telling) -> Shown | None:
    """The photo with the numbers of the reasons at the faces; None for a film, and once the photo is gone."""
    if media.kind != MediaKind.PHOTO or (media.original is None and media.result is None):
        return None
    tall = round(WIDE * (media.height or 3) / (media.width or 4))
    frames = []
    unknown = telling.number_saying(UNTAGGED.with_(n=verdict.idea.untagged))
    for face in media.faces.order_by("pk"):
        nameless = None if face.covered else unknown
        number = telling.number_of(str(face.person_id)) if face.person_id else nameless
        if face.width and number is not None and not _hidden(face, media):
            frames.append(
                Frame(
                    face.x * WIDE // WHOLE,
                    face.y * tall // WHOLE,
                    face.width * WIDE // WHOLE,
                    face.height * tall // WHOLE,
                    number,
                )
            )
    return Shown(f"{reverse('photo_shown', args=[media.key])}?v={media.version}", tall, tuple(frames))


def _hidden(face: Face, media: MediaFile) -> bool:
    return bool(face.covered and media.covers_confirmed_at)


def ways_of(verdict: Verdict, media: MediaFile | None, here: Mapping[str, str]) -> list[WayOn]:
    """The ways out as things to press. Without a photo there is nothing to cover yet: then it is added first."""
    found = [WayOn(*CHOOSE_AGAIN, "pencil", value="anders")] if verdict.idea.strangers else []
    if media is not None and (verdict.idea.untagged or verdict.idea.unchecked) and not verdict.idea.with_photo:
        url = here.get("check", "")
        found.append(WayOn(CHECK_PHOTO, CHECK_DETAIL, "face", url, "" if url else "werkplaats"))
    for way in verdict.ways:
        value = _DEEDS.get(way.kind, "")
        if way.kind == "channel":
            value = f"{_PLACE}{way.channel}"
        elif way.kind == "cover":
            value = "werkplaats" if media is not None else "foto"
        url = reverse("photos") if way.kind == "cut" else here.get(way.kind, "")
        found.append(WayOn(way.title, way.text, _ICONS.get(way.kind, "right"), url, "" if url else value))
    return found


def _another(verdict: Verdict, media: MediaFile | None, others: int) -> list[WayOn]:
    """Another photo helps when it is this one that may not be: because of who is in it."""
    idea = verdict.idea
    of_this = bool(verdict.against) or idea.untagged > 0 or idea.portrait or idea.media_gone
    photo = idea.media_gone or (media is not None and media.kind == MediaKind.PHOTO)
    if verdict.decision or not others or not photo or not of_this:
        return []
    text = numbers.counted(
        others,
        Words("Er is nog één foto in de werkplaats.", "There is one more photo in the workshop."),
        Words("Er zijn nog {words} foto’s in de werkplaats.", "There are {words} more photos in the workshop."),
    )
    return [WayOn(Words("Kies een andere foto", "Choose another photo"), text, "photo", value="andere")]


def photo_address(media: UUID, publication: UUID) -> str:
    """The photo in the workshop, on the way to something that is prepared with it."""
    return f"{reverse('photo', args=[media])}?publicatie={publication}"


CHOOSE_AGAIN: Final = (
    Words("Kies opnieuw wie er te herkennen is", "Choose again who can be recognised"),
    Words(
        "U ziet wie u kunt kiezen. Wat u schreef, blijft staan.", "You see whom you can choose. What you wrote stays."
    ),
)
CHECK_PHOTO = Words("Kijk de foto of film na", "Check the photo or film")
CHECK_DETAIL = Words(
    "Zeg wie erop staat, of dek af. Dan weten wij het.", "Say who is in it, or cover. Then we will know."
)


KIND_OPTIONS: Final = {
    Kind.GROUP: Words("Groepsfoto", "Group photo"),
    Kind.PORTRAIT: Words("Portret", "Portrait"),
    Kind.VIDEO: Words("Video", "Video"),
    Kind.INFORMATION: Words("Tekst, zonder foto", "Text, without a photo"),
}
