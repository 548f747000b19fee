"""The first whole way through the house: a file in, the steps out; each role sees what it should and no more."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.machinery.browser import HousePage
from vuistregel import clock
from vuistregel.example.made import MadeSchool, Plan, make_school
from vuistregel.organisation.models import Guardianship, ImportRun, Membership, Pupil, School
from vuistregel.organisation.roster.work import read_if_waiting
from vuistregel.organisation.roster.writing import write_contacts_csv, write_edexml
from vuistregel.organisation.tests.builders import (
    a_board,
    a_group,
    a_guardian,
    a_member,
    a_person,
    a_pupil,
    a_school,
    an_account,
    signed_in,
    years_ago,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUPILS = 40


@pytest.fixture
def files(tmp_path: Path) -> tuple[School, MadeSchool, Path, Path]:
    school = a_school(a_board("Stichting De Proef"), name="De Proef")
    made = make_school(Plan(school.brin, "po", PUPILS, unknown=0.0, alone=1.0), clock.today(), 7)
    roster, contacts = tmp_path / "leerlingen.xml", tmp_path / "ouders.csv"
    write_edexml(roster, made.school, made.groups, made.pupils, made.staff)
    write_contacts_csv(contacts, made.guardians)
    return school, made, roster, contacts


def hand_in(page: HousePage, school: School, section: str, path: Path) -> None:
    """Hand in a file on its page and let the worker read it."""
    page.goto(f"/scholen/{school.pk}/inlezen/")
    part = page.locator(f"#{section}")
    part.locator("input[type=file]").set_input_files(path)
    part.get_by_role("button", name="Kijk wat er verandert").click()
    expect(page.page.get_by_role("heading", level=1)).to_contain_text("Wij lezen uw bestand")
    read_if_waiting(ImportRun.objects.latest("made_at").key)
    expect(page.page.get_by_role("button", name="Lees dit bestand in")).to_be_visible(timeout=15_000)


@pytest.mark.handbook("R1.1", "R3.17")
def test_the_privacy_officer_takes_in_pupils_and_parents_and_sees_the_steps_change(
    house_page: HousePage, files: tuple[School, MadeSchool, Path, Path]
) -> None:
    school, made, roster, contacts = files
    house_page.sign_in(signed_in(a_member(school.board, "privacy_officer", call_name="Noor").account))

    house_page.goto(f"/scholen/{school.pk}/")
    expect(house_page.page.locator("#stap-10")).to_contain_text("nog nooit")

    hand_in(house_page, school, "leerlingen", roster)
    expect(house_page.page.locator(".vr-figures")).to_contain_text("nieuw")
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Het bestand is ingelezen.")
    assert Pupil.objects.filter(school=school).count() == PUPILS

    house_page.goto(f"/scholen/{school.pk}/")
    step = house_page.page.locator("#stap-4")
    expect(step).to_contain_text(f"0 van de {PUPILS} leerlingen.")

    hand_in(house_page, school, "ouders", contacts)
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Het bestand is ingelezen.")
    reached = sum(1 for g in made.guardians if g.email)
    assert Guardianship.objects.filter(pupil__school=school).count() == len(made.guardians)
    house_page.goto(f"/scholen/{school.pk}/")
    expect(house_page.page.locator("#stap-4")).to_contain_text(f"{reached} van de {PUPILS} leerlingen.")


def test_the_same_file_twice_changes_nothing_and_says_so(
    house_page: HousePage, files: tuple[School, MadeSchool, Path, Path]
) -> None:
    school, _made, roster, _contacts = files
    house_page.sign_in(signed_in(a_member(school, "director").account))
    hand_in(house_page, school, "leerlingen", roster)
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    before = list(Pupil.objects.order_by("pk").values_list("pk", "version"))
    hand_in(house_page, school, "leerlingen", roster)
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Dit bestand verandert niets.")
    assert list(Pupil.objects.order_by("pk").values_list("pk", "version")) == before


def test_a_file_with_faults_shows_them_all_with_their_line_and_changes_nothing(
    house_page: HousePage, files: tuple[School, MadeSchool, Path, Path]
) -> None:
    school, _made, roster, _contacts = files
    broken = (
        roster.read_text().replace('key="00002"', 'key="00001"', 1).replace("<geboortedatum>2", "<geboortedatum>9", 1)
    )
    roster.write_text(broken)
    house_page.sign_in(signed_in(a_member(school, "administrator").account))
    house_page.goto(f"/scholen/{school.pk}/inlezen/")
    house_page.locator("#bestand-leerlingen").set_input_files(roster)
    house_page.locator("#leerlingen").get_by_role("button", name="Kijk wat er verandert").click()
    house_page.page.wait_for_url("**/inlezen/*/")
    read_if_waiting(ImportRun.objects.latest("made_at").key)
    expect(house_page.page.locator("#fouten li").first).to_be_visible(timeout=15_000)
    faults = house_page.page.locator("#fouten").inner_text()
    assert "00001" in faults
    assert "Regel" in faults
    assert not Pupil.objects.filter(school=school).exists()


def test_who_vanished_leaves_only_after_a_yes(
    house_page: HousePage, files: tuple[School, MadeSchool, Path, Path], tmp_path: Path
) -> None:
    school, made, roster, _contacts = files
    house_page.sign_in(signed_in(a_member(school, "director").account))
    hand_in(house_page, school, "leerlingen", roster)
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    fewer = tmp_path / "minder.xml"
    write_edexml(fewer, made.school, made.groups, made.pupils[1:], made.staff)
    hand_in(house_page, school, "leerlingen", fewer)
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    expect(house_page.page.get_by_text("Dit ontbreekt nog:")).to_be_visible()
    assert not Pupil.objects.filter(school=school, departed__isnull=False).exists()
    house_page.get_by_label("Ja, zij zijn van school").check()
    house_page.get_by_role("button", name="Lees dit bestand in").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Het bestand is ingelezen.")
    assert Pupil.objects.get(school=school, departed__isnull=False).key == made.pupils[0].key


@pytest.mark.handbook("S05", "R10.4")
def test_a_teacher_on_a_phone_sees_the_own_group_and_nothing_else(house_page: HousePage) -> None:
    school = a_school()
    own, other = a_group(school, "5A"), a_group(school, "5B")
    a_pupil(school, group=own, call_name="Bram")
    stranger = a_pupil(school, group=other, call_name="Lotte")
    house_page.page.set_viewport_size({"width": 390, "height": 844})
    house_page.sign_in(signed_in(a_member(school, "teacher", groups=(own,)).account))
    house_page.goto("/")
    expect(house_page.page.get_by_text("Lotte")).to_have_count(0)
    house_page.page.get_by_role("link", name="Groep 5A").click()
    expect(house_page.page.get_by_text("Bram")).to_be_visible()
    expect(house_page.page.get_by_text("Lotte")).to_have_count(0)
    assert house_page.goto(f"/groepen/{other.pk}/").status == 403
    assert house_page.goto(f"/scholen/{school.pk}/leerlingen/{stranger.pk}/").status == 403


def test_a_parent_on_a_phone_sees_the_own_child_and_nothing_else(house_page: HousePage) -> None:
    school = a_school()
    own, other = a_pupil(school, call_name="Yara"), a_pupil(school, call_name="Daan")
    mother, father = a_guardian(own, call_name="Fatima"), a_guardian(own, call_name="Tom")
    house_page.page.set_viewport_size({"width": 390, "height": 844})
    house_page.sign_in(signed_in(an_account(mother.person)))
    house_page.goto("/")
    expect(house_page.page.get_by_role("heading", level=1)).to_contain_text("Yara")
    assert house_page.goto(f"/kinderen/{other.pk}/").status == 403
    assert father.pk


@pytest.mark.handbook("R5.2")
def test_a_pupil_of_sixteen_sees_that_they_decide_themselves(house_page: HousePage) -> None:
    school = a_school(sector="vo")
    pupil = a_pupil(school, born=years_ago(16), call_name="Wessel")
    house_page.sign_in(signed_in(an_account(pupil.person)))
    house_page.goto("/")
    expect(house_page.page.get_by_role("heading", level=1)).to_contain_text("zelf")


def test_an_officer_of_three_boards_sees_three_boards_and_not_a_fourth(house_page: HousePage) -> None:
    schools = [a_school() for _ in range(4)]
    account = an_account()
    for school in schools[:3]:
        person = a_person(school.board, account=account)
        Membership.objects.create(
            board=school.board,
            person=person,
            role="fg",
            since=date(2020, 1, 1),
            until=clock.today() + timedelta(days=1),
        )
    house_page.sign_in(signed_in(account))
    house_page.goto("/scholen/")
    shown = house_page.page.locator(".vr-grid").inner_text()
    assert [s.name in shown for s in schools] == [True, True, True, False]
