"""What others ask of a photo or film: who can be recognised, and whether somebody confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vuistregel.access.actor import Actor, Hat
from vuistregel.access.engine import engine
from vuistregel.media.models import Face, MediaFile, MediaKind
from vuistregel.media.pictures.covers import Place


@dataclass(frozen=True, slots=True)
class Recognisable:
    """Who can be recognised in a photo or film.

    `persons` are ids of persons; `moments` the first second of a film at which each can be seen, where that was said.
    `untagged` counts faces of whom nobody said who it is and that are not covered. `covered` are persons who count as
    not recognisable: covered, and confirmed by somebody. `confirmed`: somebody said that this is right as it is; while
    nobody did, a covered face counts as recognisable, and a photo without faces was not looked at. `otherwise` are
    persons who can be recognised by something else than a face: nothing of them can be covered. `in_sight` is how many
    people a checked photo shows, covered or not; None while nobody said. `under_cover` counts faces without a name that
    are covered, `tied` are persons who were pointed out at a place, `masked` those of whom each face is covered: all
    three whether confirmed or not.
    """

    persons: frozenset[int]
    untagged: int
    covered: frozenset[int]
    confirmed: bool
    moments: tuple[tuple[int, int], ...] = ()
    otherwise: frozenset[int] = frozenset()
    in_sight: int | None = None
    under_cover: int = 0
    tied: frozenset[int] = frozenset()
    masked: frozenset[int] = frozenset()


def recognisable(media: MediaFile) -> Recognisable:
    """Who can be recognised in this photo or film, by what people tagged and covered in it. One query."""
    return judged(list(media.faces.order_by("pk")), confirmed=media.covers_confirmed_at is not None)


def judged(faces: list[Face], *, confirmed: bool) -> Recognisable:
    """The same from faces that are at hand.

    Who is covered once and bare another time can be recognised.
    """
    bare = [f for f in faces if not (f.covered and confirmed)]
    persons = frozenset(f.person_id for f in bare if f.person_id is not None)
    hidden = frozenset(f.person_id for f in faces if f.person_id is not None) - persons
    moments: dict[int, int] = {}
    for face in bare:
        if face.person_id is not None and face.moment is not None:
            moments[face.person_id] = min(face.moment, moments.get(face.person_id, face.moment))
    untagged = sum(1 for f in bare if f.person_id is None)
    otherwise = frozenset(f.person_id for f in faces if f.person_id is not None and not f.placed)
    nameless = sum(1 for f in faces if f.person_id is None)
    in_sight = nameless + len(persons | hidden) if confirmed and faces else None
    named = frozenset(f.person_id for f in faces if f.person_id is not None)
    open_ = frozenset(f.person_id for f in faces if f.person_id is not None and not f.covered)
    return Recognisable(
        persons,
        untagged,
        hidden,
        confirmed,
        tuple(sorted(moments.items())),
        otherwise,
        in_sight,
        under_cover=sum(1 for f in faces if f.person_id is None and f.covered),
        tied=frozenset(f.person_id for f in faces if f.person_id is not None and f.placed),
        masked=named - open_,
    )


def workshop(actor: Actor) -> QuerySet[MediaFile]:
    """What this actor may work on: a teacher the own photos and those of the own groups, an office those of the school.

    The matrix says at which schools; who needs to know within one is said here (R10.4).
    """
    reach = Q(pk__in=[])
    for hat, _scope in engine().scopes(actor, "write", "media"):
        reach |= _reach(hat)
    return MediaFile.objects.filter(reach, gone_at=None).select_related("school__board", "group", "made_by")


def at_hand(actor: Actor, school: int, group: int | None) -> QuerySet[MediaFile]:
    """The photos in this actor's workshop for a group, or for a school as a whole; the newest first."""
    here = Q(group=group) | Q(group=None) if group is not None else Q()
    photos = workshop(actor).filter(here, school=school, kind=MediaKind.PHOTO)
    return photos.filter(Q(original__isnull=False) | Q(result__isnull=False)).order_by("-made_at", "-pk")


def _reach(hat: Hat) -> Q:
    if not hat.board:
        return Q(pk__in=[]) if hat.role != "operator" else Q()
    place = Q(board=hat.board) & (Q(school=hat.school) if hat.school is not None else Q())
    if hat.role != "teacher":
        return place
    own = Q(made_by=hat.person) | Q(group__in=hat.groups) if hat.person is not None else Q(group__in=hat.groups)
    return place & own


def places_of(media: MediaFile) -> list[Place]:
    """The places that are covered."""
    return [place_of(face) for face in media.faces.filter(covered=True).order_by("pk")]


def place_of(face: Face) -> Place:
    """Where a face is. Raises ValueError for somebody who was not pointed at."""
    return Place(face.x, face.y, face.width, face.height)
