"""A closed album in the example: two drawn pictures of a walk, with nobody in them, for the parents of one group."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.consent.models import Channel
from vuistregel.example.cast import WILGENTAK
from vuistregel.media.albums import filling
from vuistregel.media.albums.actions import make_album
from vuistregel.media.models import AlbumAudience
from vuistregel.media.pictures import actions
from vuistregel.media.pictures.clean import clean
from vuistregel.media.pictures.taking_in import keep_photo
from vuistregel.organisation.models import Group, StaffKey

_WALK = (("Herfst in het bos", "#b5651d", 3), ("Het veld achter school", "#4f8a4b", 8))


def fill() -> None:
    """Make the album as the teacher of group 5A would: photos through the workshop, each judged as it goes in."""
    row = StaffKey.objects.select_related("person__account").get(school__name=WILGENTAK, key="LK005")
    group = Group.objects.select_related("school__board").get(school__name=WILGENTAK, name="5A", composite=False)
    teacher = actor_of(row.person.account, clock.today())
    place = Channel.objects.select_related("school__board").get(school=group.school, slug="closed_class_page")
    album = make_album(
        teacher, school=group.school, group=group, audience=AlbumAudience.GUARDIANS, channel=place,
        title="Herfstwandeling", made_by=row.person,
    )  # fmt: skip
    for caption, colour, seed in _WALK:
        picture = clean(io.BytesIO(_landscape(colour, seed)))
        photo = keep_photo(teacher, school=group.school, group=group, picture=picture)
        actions.confirm(teacher, media=photo, shown=photo.version)
        filling.add(teacher, album=album, media=photo, day=clock.today(), caption=caption, made_by=row.person)


def _landscape(colour: str, seed: int) -> bytes:
    """Hills and trees under a sky, the same from the same seed, as a JPEG."""
    chance = random.Random(seed)  # noqa: S311  (a drawing)
    image = Image.new("RGB", (1200, 800), "#cfe3ee")
    draw = ImageDraw.Draw(image)
    for hill in range(3):
        height = 380 + 110 * hill
        draw.ellipse(
            (-300 + 420 * hill, height, 900 + 420 * hill, height + 700), fill=("#9db58a", "#86a374", "#6f8f5f")[hill]
        )
    for _ in range(26):
        x, y = chance.randrange(40, 1160), chance.randrange(480, 740)
        size = chance.randrange(30, 70)
        draw.rectangle((x - 5, y, x + 5, y + size), fill="#5b4632")
        draw.ellipse((x - size // 2, y - size, x + size // 2, y + 10), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
