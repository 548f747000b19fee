"""Ways out with a photo in the workshop: only those that really do it, also before anybody checked the photo."""

from __future__ import annotations

import pytest

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.decisions import Outcome
from vuistregel.media.actions import plan, record_exception
from vuistregel.media.models import MediaFile
from vuistregel.media.pictures.tests.builders import a_face, a_film_elsewhere, a_photo, acting, confirmed
from vuistregel.media.queries import Idea, Verdict, judge, with_media
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Person, Pupil, School
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


@pytest.fixture
def teacher(school: School) -> Person:
    return b.a_member(school, "director").person


@pytest.fixture
def photo(school: School, teacher: Person) -> MediaFile:
    """A photo in which no face was pointed out yet."""
    taken = a_photo(acting(teacher, "director", school), school)
    taken.faces.all().delete()
    return taken


def a_child(school: School, name: str, *yes: str) -> Pupil:
    child = b.a_pupil(school, call_name=name)
    mother = b.a_guardian(child).person
    for place in yes:
        says(child, mother, place, "given")
    return child


def verdict(photo: MediaFile, *people: Pupil, kind: Kind = Kind.GROUP) -> Verdict:
    idea = Idea(channel(photo.school, "website"), kind, frozenset(p.person_id for p in people))
    return judge(with_media(idea, MediaFile.objects.get(pk=photo.pk)), clock.today(), frank=False)


def ways(found: Verdict) -> list[tuple[str, str, str]]:
    return [(w.kind, w.title.nl, w.text.nl) for w in found.ways]


def test_before_a_photo_was_checked_the_ways_say_what_is_still_to_do(photo: MediaFile) -> None:
    yara = a_child(photo.school, "Yara", "website", "closed_class_page")
    noud = a_child(photo.school, "Noud", "closed_class_page")
    assert ways(verdict(photo, yara, noud)) == [
        ("cover", "Dek één gezicht af", "Staat er verder niemand op? Dan mag het op: Website van school."),
        (
            "channel",
            "Kies een andere plek: Besloten klaspagina",
            "Daar mag het, als u de foto of film heeft nagekeken.",
        ),
    ]


def test_a_face_without_a_name_can_be_covered_and_then_it_may(photo: MediaFile, teacher: Person) -> None:
    yara = a_child(photo.school, "Yara", "website")
    a_face(photo, person=yara.person)
    a_face(photo, x=5000)
    confirmed(acting(teacher, "director", photo.school), photo)
    found = verdict(photo)
    assert found.decision.outcome is Outcome.CANNOT_SAY
    assert [(kind, title) for kind, title, _text in ways(found)] == [("cover", "Dek één gezicht af")]


def test_who_is_recognised_by_something_else_than_a_face_cannot_be_covered(photo: MediaFile) -> None:
    yara, noud = a_child(photo.school, "Yara", "website"), a_child(photo.school, "Noud")
    a_face(photo, person=yara.person)
    nothing_to_cover = a_face(photo, person=noud.person, x=0, y=0, width=0, height=0)
    assert "cover" not in {w.kind for w in verdict(photo).ways}
    nothing_to_cover.delete()
    a_face(photo, person=noud.person, x=5000)
    assert "cover" in {w.kind for w in verdict(photo).ways}


def covered_faces(photo: MediaFile, number: int) -> None:
    for n in range(number):
        a_face(photo, x=200 + 2400 * n, covered=True)


def test_when_all_faces_are_covered_the_way_says_whose_they_are_and_not_to_cover_again(
    photo: MediaFile, teacher: Person
) -> None:
    noud, bram = a_child(photo.school, "Noud"), a_child(photo.school, "Bram")
    covered_faces(photo, 3)
    confirmed(acting(teacher, "director", photo.school), photo)
    found = verdict(photo, noud, bram)
    assert found.decision.outcome is Outcome.NO
    assert ways(found) == [
        (
            "cover",
            "Zeg wie er is afgedekt",
            "Alle aangewezen gezichten zijn al afgedekt. Zeg in de werkplaats welk gezicht van wie is: Bram, Noud. "
            "Dan mag het op: Website van school.",
        ),
        ("people", "Staat iemand er niet op?", "Verander dan wie u koos."),
    ]
    for face, child in zip(photo.faces.order_by("pk"), (noud, bram), strict=False):
        photo.faces.filter(pk=face.pk).update(person=child.person)
    assert verdict(photo, noud, bram).decision, "and then it may"


def test_what_is_covered_and_not_confirmed_asks_to_confirm_and_counts_no_face_twice(photo: MediaFile) -> None:
    covered_faces(photo, 3)
    found = verdict(photo)
    assert [m.nl for m in found.decision.missing] == [
        "Niemand keek deze foto of film nog na. Dek af of zeg wie erop staat, en bevestig het."
    ]
    assert ways(found) == []
    assert [way[:2] for way in ways(verdict(photo, a_child(photo.school, "Noud")))][:1] == [
        ("cover", "Zeg wie er is afgedekt")
    ]
    photo.faces.filter(pk=photo.faces.order_by("pk")[0].pk).update(covered=False)
    yara = a_child(photo.school, "Yara", "website")
    assert ("cover", "Dek één gezicht af") in [way[:2] for way in ways(verdict(photo, yara))]


def test_who_was_picked_and_is_one_of_the_faces_without_a_name_is_counted_once(photo: MediaFile) -> None:
    noud = a_child(photo.school, "Noud")
    a_face(photo), a_face(photo, x=5000)
    cover = next(w for w in ways(verdict(photo, noud)) if w[0] == "cover")
    assert cover[1] == "Dek twee gezichten af"
    assert cover[2].startswith("Zeg ook welk gezicht van wie is: Noud. ")


def test_in_a_film_nobody_can_be_covered(school: School, teacher: Person) -> None:
    film = a_film_elsewhere(acting(teacher, "director", school), school)
    assert "cover" not in {w.kind for w in verdict(film, a_child(school, "Noud")).ways}


@pytest.mark.handbook("R8.10", "T04")
def test_a_checked_photo_of_one_human_being_is_no_group_photo_in_public(photo: MediaFile, teacher: Person) -> None:
    yara = a_child(photo.school, "Yara", "website", "facebook", "closed_class_page")
    a_face(photo, person=yara.person)
    assert verdict(photo).decision.outcome is Outcome.CANNOT_SAY, "nobody said yet that this is everybody"
    confirmed(acting(teacher, "director", photo.school), photo)
    found = verdict(photo)
    assert found.decision.norms == ("publication.group-only",)
    assert [(w.kind, w.channel) for w in found.ways] == [("channel", "closed_class_page"), ("exception", "")]
    row = plan(
        OPERATOR, channel=channel(photo.school, "website"), kind=Kind.GROUP, persons=[yara.person_id], made_by=None,
        media=photo.key,
    )  # fmt: skip
    record_exception(OPERATOR, publication=row, reason="Zij won de tekenwedstrijd en vroeg er zelf om.")


def test_a_photo_of_more_people_of_whom_one_can_be_recognised_stays_a_group_photo(
    photo: MediaFile, teacher: Person
) -> None:
    yara = a_child(photo.school, "Yara", "website")
    a_face(photo, person=yara.person)
    a_face(photo, x=5000, covered=True)
    confirmed(acting(teacher, "director", photo.school), photo)
    assert verdict(photo).decision
    row = plan(
        OPERATOR, channel=channel(photo.school, "website"), kind=Kind.GROUP, persons=[yara.person_id], made_by=None,
        media=photo.key,
    )  # fmt: skip
    with pytest.raises(Refused, match="portrait"):
        record_exception(OPERATOR, publication=row, reason="Zij won de tekenwedstrijd.")


def test_a_text_with_a_photo_beside_it_may_be_without_the_photo(photo: MediaFile) -> None:
    yara = a_child(photo.school, "Yara")
    says(yara, yara.guardianships.get().person, "website", "given", matter="information")
    found = verdict(photo, yara, kind=Kind.INFORMATION)
    assert ways(found) == [("no_photo", "Laat de foto weg", "Dan mag de tekst hier wel.")]
    noud = a_child(photo.school, "Noud")
    assert ways(verdict(photo, yara, noud, kind=Kind.INFORMATION)) == [], "the photo is not the only thing in the way"


@pytest.mark.handbook("S70")
def test_whoever_may_not_be_in_a_film_is_cut_out_of_it(school: School) -> None:
    yara = a_child(school, "Yara", "website")
    noud = a_child(school, "Noud")
    idea = Idea(channel(school, "website"), Kind.VIDEO, frozenset({yara.person_id, noud.person_id}))
    found = judge(idea, clock.today(), frank=False)
    assert ways(found) == [
        ("cut", "Knip één mens uit de film", "Neem daarna de nieuwe film op. Dan mag het op: Website van school.")
    ]
