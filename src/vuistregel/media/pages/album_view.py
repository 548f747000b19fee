"""What the pages of albums show, made from rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vuistregel.consent.models import Channel
from vuistregel.media.albums.actions import class_page, staff_places
from vuistregel.media.models import Album, AlbumAudience
from vuistregel.media.pictures.people import Spot
from vuistregel.organisation.models import Group, School
from vuistregel.ui import numbers
from vuistregel.words import Words

#: For whom an album is, as it stands on the page.
FOR: dict[AlbumAudience, Words] = {
    AlbumAudience.GUARDIANS: Words("Ouders en verzorgers van {group}", "Parents and carers of {group}"),
    AlbumAudience.CLASS: Words("De leerlingen van {group}", "The pupils of {group}"),
    AlbumAudience.STAFF: Words("Medewerkers van {school}", "Staff of {school}"),
}


def for_whom(album: Album, *, named: bool = True) -> Words:
    """For whom an album is. Not `named`: neither school nor group is said."""
    if not named:
        return Words("Ouders en verzorgers van de groep", "Parents and carers of the group")
    group = album.group.name if album.group else ""
    return FOR[AlbumAudience(album.audience)].with_(group=group, school=album.school.name)


@dataclass(frozen=True, slots=True)
class AlbumCard:
    """An album in the list."""

    album: Album
    kept: bool
    named: bool = True

    @property
    def audience(self) -> Words:
        return for_whom(self.album, named=self.named)


@dataclass(frozen=True, slots=True)
class Choice:
    """For whom a new album can be. `value` is what the form sends back."""

    value: str
    label: Words
    school: School
    group: Group | None
    audience: AlbumAudience
    channel: Channel


def choices_of(spots: Sequence[Spot]) -> list[Choice]:
    """For whom somebody can make an album: each own group twice, and staff where school has a place for them."""
    found: list[Choice] = []
    pages: dict[int, Channel | None] = {}
    for spot in spots:
        school = spot.school
        if spot.group is not None:
            if school.pk not in pages:
                pages[school.pk] = class_page(school)
            channel = pages[school.pk]
            if channel is None:
                continue
            for audience in (AlbumAudience.GUARDIANS, AlbumAudience.CLASS):
                label = FOR[audience].with_(group=spot.label, school=school.name)
                found.append(Choice(f"{audience.value}-{spot.group.pk}", label, school, spot.group, audience, channel))
            continue
        for channel in staff_places(school):
            words = Words("Medewerkers van {school}: {place}", "Staff of {school}: {place}")
            label = words.with_(school=school.name, place=channel.words)
            found.append(Choice(f"staff-{channel.pk}", label, school, None, AlbumAudience.STAFF, channel))
    return found


def heading(number: int, *, makes: bool = False) -> Words:
    """How many albums there are for this reader. `makes`: they can make one."""
    if not number and makes:
        return Words("Er is nog geen album.", "There is no album yet.")
    if not number:
        return Words("Er is nu geen album voor u.", "There is no album for you now.")
    return numbers.counted(
        number,
        Words("Er is één album voor u.", "There is one album for you."),
        Words("Er zijn {words} albums voor u.", "There are {words} albums for you."),
    )


def how_many(photos: int, films: int) -> Words:
    """How many photos and films are in sight."""
    if not photos + films:
        return Words("Er staan nog geen foto’s in.", "There are no photos in it yet.")
    several = Words("{words} foto’s.", "{words} photos.")
    if films:
        several = Words("{words} foto’s en films.", "{words} photos and films.")
    one = Words("één film.", "one film.") if films else Words("één foto.", "one photo.")
    return numbers.sentence(numbers.counted(photos + films, one, several))
