"""Albums with photos in them, families, and what a reader gets to see."""

from __future__ import annotations

from django.test import Client

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.tests.builders import channel, says
from vuistregel.media.albums import filling
from vuistregel.media.albums.actions import make_album
from vuistregel.media.models import Album, AlbumAudience, AlbumItem, MediaFile
from vuistregel.media.pictures.tests.builders import a_face, a_photo, acting, confirmed
from vuistregel.organisation.models import Group, Guardianship, Person, Pupil
from vuistregel.organisation.tests import builders as b


def a_family(group: Group, name: str, answer: str = "") -> Guardianship:
    child = b.a_pupil(group.school, group=group, call_name=name, family_name=f"Q{name}")
    guardian = b.a_guardian(child)
    if answer:
        says(child, guardian.person, "closed_class_page", answer)
    return guardian


def an_album(
    group: Group,
    by: Person | None = None,
    title: str = "Naar het bos",
    audience: AlbumAudience = AlbumAudience.GUARDIANS,
) -> Album:
    place = channel(group.school, "closed_class_page")
    return make_album(
        OPERATOR, school=group.school, group=group, audience=audience, channel=place, title=title, made_by=by
    )  # fmt: skip


def a_finished_photo(teacher: Person, group: Group, *people: Pupil, **face: object) -> MediaFile:
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_photo(by, group.school, group)
    for number, pupil in enumerate(people):
        a_face(photo, x=300 + 2500 * number, person=pupil.person, **face)
    return confirmed(by, photo)


def filled(teacher: Person, group: Group, *people: Pupil, **fields: object) -> AlbumItem:
    album = an_album(group, teacher)
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_finished_photo(teacher, group, *people)
    line = filling.add(by, album=album, media=photo, day=clock.today(), **fields)  # type: ignore[arg-type]
    assert line.item is not None, line.whys
    return line.item


def parent(of: Guardianship) -> Client:
    account = of.person.account or b.an_account(of.person)
    return b.signed_in(account)


def there(item: AlbumItem) -> tuple[str, str]:
    return f"/albums/{item.album.key}/", f"/albums/{item.album.key}/beeld/{item.pk}/"


def reads(client: Client, item: AlbumItem) -> tuple[int, int]:
    """What somebody gets at the album and at the picture itself."""
    page, picture = there(item)
    return client.get(page).status_code, client.get(picture).status_code


def in_sight(client: Client, item: AlbumItem) -> bool:
    page, picture = there(item)
    shown = f"/beeld/{item.pk}/" in client.get(page).content.decode()
    assert shown == (client.get(picture).status_code == 200), "page and picture say the same"
    return shown


def streamed(answer) -> bytes:
    return b"".join(answer.streaming_content)


def is_kept_nowhere(answer) -> bool:
    """No cache on the way keeps it and no search engine takes it in."""
    return {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")) and "noindex" in answer["X-Robots-Tag"]
