"""Who may stand twice is shown, laid side by side, put together and taken apart; nobody is merged by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from vuistregel.organisation.doubles import BORN, CHILD, REACHED, WORKS, Known, doubles, likeness, likenesses
from vuistregel.organisation.models import Person, PersonMerge, School, TwoPeople
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, words

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
BORN_ON = date(2015, 3, 14)
FAMILY = ("Fatima", "Zaal")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Known(1, *FAMILY, BORN_ON), Known(2, "fátima", "ZAAL", BORN_ON), BORN),
        (Known(1, "F.", "Zaal", BORN_ON), Known(2, *FAMILY, BORN_ON), BORN),
        (Known(1, *FAMILY, lookups=frozenset({b"x"})), Known(2, *FAMILY, lookups=frozenset({b"x", b"y"})), REACHED),
        (Known(1, *FAMILY, pupils=frozenset({7})), Known(2, *FAMILY, pupils=frozenset({7})), CHILD),
        (Known(1, *FAMILY, staff=True), Known(2, *FAMILY, staff=True), WORKS),
        (Known(1, *FAMILY, staff=True), Known(2, *FAMILY), None),
        (Known(1, *FAMILY, BORN_ON, staff=True), Known(2, *FAMILY, DAY, staff=True), None),
        (Known(1, "Tim", "Zaal", BORN_ON), Known(2, "Tom", "Zaal", BORN_ON), None),
        (Known(1, *FAMILY, BORN_ON), Known(2, "Fatima", "Boom", BORN_ON), None),
        (Known(1, "-", "", pupils=frozenset({7})), Known(2, "-", "", pupils=frozenset({7})), None),
    ],
)
def test_a_name_alone_makes_nobody_alike(one: Known, other: Known, why: Any) -> None:
    assert likeness(one, other) == likeness(other, one) == why


def test_each_pair_is_named_once_also_where_a_family_name_is_missing() -> None:
    people = [Known(n, "Yara", family, BORN_ON) for n, family in enumerate(("Zaal", "", "Zaal"))]

    found = [{one.id, other.id} for one, other, _ in likenesses(people)]

    assert sorted(map(sorted, found)) == [[0, 1], [0, 2], [1, 2]]


def test_who_was_merged_and_a_shared_secret_number_show_no_pair() -> None:
    school = b.a_school()
    child = b.a_pupil(school)
    one, other = b.a_guardian(child).person, b.a_guardian(b.a_pupil(school, call_name="Bram")).person
    for person in (one, other):
        b.a_contact(person, "phone", "0612345678", secret=True)
    assert doubles(school, DAY, whole_board=False) == []

    Person.objects.filter(pk=other.pk).update(merged_into=one)
    b.a_guardian(child, person=other)
    assert doubles(school, DAY, whole_board=False) == []


def a_pair(school: School, elsewhere: School | None = None) -> tuple[Person, Person]:
    """A pupil who left and came back under a new key, as two people."""
    born = b.years_ago(9)
    gone = b.a_pupil(elsewhere or school, born=born, departed=None if elsewhere else DAY.replace(year=2024))
    return b.a_pupil(school, born=born).person, gone.person


def officer(school: School, role: str = "administrator") -> Any:
    return b.signed_in(b.a_member(school, role, "Hanneke", "Tolsma").account)


def test_the_office_finds_a_double_puts_it_together_and_takes_it_apart_again() -> None:
    school = b.a_school()
    one, other = a_pair(school)
    client = officer(school)
    page = client.get(reverse("doubles", args=[school.pk]))
    assert heading(page) == "Eén persoon staat hier misschien twee keer."
    assert "Yara Zaal en Yara Zaal Zelfde naam en zelfde geboortedatum." in words(page)

    compare = reverse("two_people", args=[school.pk, other.pk, one.pk])
    assert compare in page.content.decode()
    text = words(client.get(compare))
    assert "Is dit dezelfde persoon?" in text and "B: Yara Zaal" in text and "tot 24 november 2024" in text

    assert "Kies eerst" in words(client.post(compare))
    answer = client.post(compare, {"blijft": one.pk}, follow=True)
    assert "Samengevoegd. Yara Zaal staat er nu één keer." in words(answer)
    assert heading(answer) == "Niemand lijkt hier dubbel te staan."
    assert Person.objects.get(pk=other.pk).merged_into == one and one.pupils.count() == 2

    merge = PersonMerge.objects.get()
    answer = client.post(reverse("split_people", args=[school.pk]), {"samen": merge.pk}, follow=True)
    assert "Uit elkaar gehaald." in words(answer)
    assert Person.objects.get(pk=other.pk).merged_into is None and other.pupils.count() == 1
    assert {"organisation.persons_merged", "organisation.person_split"} <= set(kinds(school.board_id))


def test_two_who_are_at_school_now_are_shown_with_why_they_cannot_be_one() -> None:
    school = b.a_school()
    born = b.years_ago(9)
    one, other = b.a_pupil(school, born=born).person, b.a_pupil(school, born=born).person
    client = officer(school)
    address = reverse("two_people", args=[school.pk, one.pk, other.pk])

    assert "Beiden zitten nu op dezelfde school." in words(client.get(address))
    assert client.post(address, {"blijft": one.pk}).status_code == 409
    assert not PersonMerge.objects.exists()


@pytest.mark.handbook("R2.8")
def test_who_are_two_people_are_not_asked_about_again() -> None:
    school = b.a_school()
    one, other = a_pair(school)
    client = officer(school)
    compare = reverse("two_people", args=[school.pk, one.pk, other.pk])
    assert "Nee, dit zijn twee mensen" in words(client.get(compare))

    for _ in range(2):
        answer = client.post(compare, {"twee": "ja"}, follow=True)
        assert heading(answer) == "Niemand lijkt hier dubbel te staan."
        assert "Twee mensen" in words(answer)
    assert kinds(school.board_id).count("organisation.persons_told_apart") == 1
    client.post(compare, {"blijft": one.pk})
    assert PersonMerge.objects.filter(kept=one, gone=other).exists(), "a person may think again"
    assert not TwoPeople.objects.exists()


def test_a_double_over_two_schools_is_a_matter_of_the_board() -> None:
    school = b.a_school()
    one, other = a_pair(school, b.a_school(school.board))
    address = reverse("two_people", args=[school.pk, other.pk, one.pk])
    assert heading(officer(school).get(reverse("doubles", args=[school.pk]))).startswith("Niemand")
    assert officer(school, "director").get(address).status_code == 403

    client = b.signed_in(b.a_member(school.board, "privacy_officer", "Noor", "Kantlijn").account)
    assert address in client.get(reverse("doubles", args=[school.pk])).content.decode()
    client.post(address, {"blijft": one.pk})
    assert one.pupils.count() == 2
    assert "Haal uit elkaar" not in words(officer(school).get(reverse("doubles", args=[school.pk])))


def test_another_boards_people_are_not_there() -> None:
    school, strange = b.a_school(), b.a_school()
    one, other = a_pair(school)
    theirs = a_pair(strange)
    client = b.signed_in(b.a_member(school.board, "privacy_officer").account)
    PersonMerge.objects.create(board=strange.board, kept=theirs[0], gone=theirs[1], merged_on=DAY)

    assert client.get(reverse("doubles", args=[strange.pk])).status_code == 404
    for pair in (theirs, (one, theirs[0]), (one, one)):
        address = reverse("two_people", args=[school.pk, pair[0].pk, pair[1].pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"blijft": pair[0].pk}).status_code == 404
    merge = PersonMerge.objects.get()
    assert client.post(reverse("split_people", args=[school.pk]), {"samen": merge.pk}).status_code == 404
    assert not PersonMerge.objects.filter(kept=one).exists() and other.pupils.count() == 1


def test_a_teacher_sees_no_doubles() -> None:
    school = b.a_school()
    client = officer(school, "teacher")

    assert client.get(reverse("doubles", args=[school.pk])).status_code == 403
    assert "Dubbele personen" not in words(officer(school, "caretaker").get(reverse("pupils", args=[school.pk])))
