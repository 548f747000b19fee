"""The office: a paper answer in seconds, what holds and since when, and where a school stands."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.checks import CHECKS, On
from vuistregel.consent.actions.asks import ask_this_time
from vuistregel.consent.models import Consent, ConsentState, ContactCorrection, Question
from vuistregel.consent.office import office_view
from vuistregel.consent.overview import overview, sought
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel, question, says
from vuistregel.organisation.models import Placement, Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nformulier\n"


@pytest.fixture
def pupil() -> Pupil:
    return b.a_pupil(a_school_with_channels(mode="each_year"))


def office(pupil, role: str = "administrator", language: str = "nl"):
    return b.signed_in(b.a_member(pupil.school, role).account, language)


def page_of(pupil) -> str:
    return reverse("pupil_consent", args=[pupil.school_id, pupil.pk])


def form(by, shown: int = 0, **answers: str) -> dict[str, object]:
    """One paper form; answers by slug."""
    return {"shown": shown, "by": by.pk, "how": "paper", "on": clock.today().isoformat()} | answers


def at(pupil, slug: str, matter: str = "") -> str:
    return f"antwoord-{question(pupil.school, slug, matter).pk}"


@pytest.mark.handbook("R7.4", "R7.7")
def test_a_paper_answer_is_entered_at_once_for_all_places(pupil) -> None:
    mother = b.a_guardian(pupil).person
    answers = {at(pupil, "website", "image"): "ja", at(pupil, "facebook"): "nee", at(pupil, "folder"): "niets"}

    assert office(pupil).post(page_of(pupil), form(mother) | answers).status_code == 302

    found = {c.question.channel.slug: (c.answer, c.how, c.by_id) for c in Consent.objects.all()}
    assert found == {"website": ("given", "paper", mother.pk), "facebook": ("refused", "paper", mother.pk)}


def test_nothing_is_chosen_beforehand(pupil) -> None:
    b.a_guardian(pupil)
    body = office(pupil).get(page_of(pupil)).content.decode()

    assert 'value="ja" checked' not in body
    assert 'value="nee" checked' not in body


def test_a_no_after_a_yes_is_a_withdrawal(pupil) -> None:
    mother = b.a_guardian(pupil).person
    first = says(pupil, mother, "facebook", "given")

    office(pupil).post(page_of(pupil), form(mother, first.pk) | {at(pupil, "facebook"): "nee"})

    assert ConsentState.objects.get().answer == "withdrawn"


@pytest.mark.handbook("S80")
def test_a_pupil_of_thirteen_who_says_yes_again_is_told_to_wait_for_a_parent_until_one_says_yes(pupil) -> None:
    young = b.a_pupil(pupil.school, born=b.years_ago(13), call_name="Noor")
    mother = b.a_guardian(young).person
    says(young, mother, "facebook", "given")
    own_no = says(young, young.person, "facebook", "withdrawn")
    client, place = office(young), page_of(young)
    told = "De leerling nam het eigen nee terug. Een ouder moet nu opnieuw ja zeggen."
    assert told not in words(client.get(place))

    field = at(young, "facebook")
    answered = client.post(place, form(young.person, own_no.pk) | {field: "ja"}, follow=True)

    assert "Bewaard: één antwoord over Noor." in words(answered)
    assert words(answered).count(told) == 2, "once as an answer to the form, once at the place itself"
    again = client.post(place, form(mother, Consent.objects.latest("pk").pk) | {field: "ja"}, follow=True)
    assert told not in words(again)
    assert ConsentState.objects.get(person=young.person).answer == "given"


def test_a_yes_that_did_not_see_the_others_no_does_not_undo_it(pupil) -> None:
    mother = b.a_guardian(pupil).person
    says(pupil, mother, "facebook", "refused")

    office(pupil).post(page_of(pupil), form(mother, shown=0) | {at(pupil, "facebook"): "ja"})

    assert ConsentState.objects.get().answer == "refused"


def test_the_scan_is_sealed_under_the_pupil_and_comes_back_as_a_download(pupil) -> None:
    mother = b.a_guardian(pupil).person
    client = office(pupil)
    scan = SimpleUploadedFile("Yara Zaal.pdf", PDF, "application/pdf")

    client.post(page_of(pupil), form(mother) | {at(pupil, "facebook"): "ja", "scan": scan})

    row = Consent.objects.get()
    assert row.scan is not None
    assert keys.files.describe(row.scan).holder == pupil.person.key
    response = client.get(reverse("consent_scan", args=[pupil.school_id, row.scan]))
    assert b"".join(response.streaming_content) == PDF
    assert "Yara" not in response["Content-Disposition"]


def test_another_kind_of_file_is_told_and_nothing_is_kept(pupil) -> None:
    mother = b.a_guardian(pupil).person
    scan = SimpleUploadedFile("scan.pdf", b"<svg onload='x'></svg>", "application/pdf")

    response = office(pupil).post(page_of(pupil), form(mother) | {at(pupil, "facebook"): "ja", "scan": scan})

    assert response.status_code == 422
    assert "Dit soort bestand (svg) kan hier niet." in words(response)
    assert not Consent.objects.exists()


@pytest.mark.handbook("R5.16", "R2.8")
def test_who_does_not_decide_is_not_offered_and_the_page_says_why(pupil) -> None:
    b.a_guardian(pupil, call_name="Fatima")
    father = b.a_guardian(pupil, authority="no", call_name="Tom").person

    response = office(pupil).get(page_of(pupil))

    assert "Fatima Zaal (ouder of voogd met gezag)" in words(response)
    assert "Tom Zaal. Tom Zaal heeft geen gezag." in words(response)
    assert office(pupil).post(page_of(pupil), form(father) | {at(pupil, "facebook"): "ja"}).status_code == 422


@pytest.mark.handbook("R7.15", "R5.16")
def test_from_sixteen_the_pupil_answers(pupil) -> None:
    grown = b.a_pupil(pupil.school, born=b.years_ago(16), call_name="Ilse")
    b.a_guardian(grown, call_name="Fatima")

    text = words(office(pupil).get(page_of(grown)))

    assert "(de leerling zelf)" in text
    assert "Fatima Zaal (" not in text


@pytest.mark.handbook("S80")
def test_a_pupil_of_twelve_may_say_no_on_paper_and_not_yes(pupil) -> None:
    young = b.a_pupil(pupil.school, born=b.years_ago(13), call_name="Noor")
    client = office(pupil)

    assert client.post(page_of(young), form(young.person) | {at(pupil, "facebook"): "ja"}).status_code == 409
    assert client.post(page_of(young), form(young.person) | {at(pupil, "facebook"): "nee"}).status_code == 302


def test_a_day_that_has_not_been_and_an_empty_form_are_told(pupil) -> None:
    mother = b.a_guardian(pupil).person
    late = form(mother) | {"on": (clock.today() + timedelta(days=1)).isoformat(), at(pupil, "facebook"): "ja"}
    client = office(pupil)

    assert "Deze dag is nog niet geweest." in words(client.post(page_of(pupil), late))
    assert "Kies bij een of meer plekken ja of nee." in words(client.post(page_of(pupil), form(mother)))


def test_a_place_asked_each_time_is_not_on_the_form() -> None:
    pupil = b.a_pupil(a_school_with_channels())
    b.a_guardian(pupil)

    response = office(pupil).get(page_of(pupil))

    assert at(pupil, "facebook") not in response.content.decode()
    assert "Wordt elke keer gevraagd" in words(response)


def test_the_records_say_who_when_how_and_which_text(pupil) -> None:
    mother = b.a_guardian(pupil, call_name="Fatima").person
    says(pupil, mother, "facebook", "given")

    text = words(office(pupil).get(page_of(pupil)))

    for part in ("Facebook van school", "Fatima Zaal", "op papier", "versie 1"):
        assert part in text


def test_a_parent_and_a_teacher_do_not_see_what_others_answered(pupil) -> None:
    mother = b.a_guardian(pupil).person
    says(pupil, b.a_guardian(pupil, call_name="Tom").person, "facebook", "refused")
    group = b.a_group(pupil.school)
    Placement.objects.create(board=pupil.board, pupil=pupil, group=group, since=b.LONG_AGO)
    teacher = b.a_member(pupil.school, "teacher", groups=(group,))

    for account in (b.an_account(mother), teacher.account):
        assert b.signed_in(account).get(page_of(pupil)).status_code == 403


def test_whom_a_restriction_bars_is_nowhere_for_who_may_not_know(pupil) -> None:
    barred = b.a_guardian(pupil, call_name="Tom").person
    b.a_restriction(pupil, barred)
    b.a_guardian(pupil, call_name="Fatima")

    view = office_view(pupil.school, pupil.person, pupil, clock.today(), restricted=False)

    assert [c.person.call_name for c in view.candidates] == ["Fatima"]
    assert [c.name for c in view.cannot] == ["Yara Zaal"]
    assert "beperking" not in words(office(pupil).get(page_of(pupil)))


@pytest.mark.handbook("R7.3", "S71")
def test_an_adult_answers_alone_and_not_about_contact_lists(pupil) -> None:
    mother = b.a_guardian(pupil).person
    place = reverse("adult_consent", args=[pupil.school_id, mother.pk])
    client = office(pupil)

    assert at(pupil, "phone_list") not in client.get(place).content.decode()
    assert client.post(place, form(mother) | {at(pupil, "facebook"): "ja"}).status_code == 302
    assert Consent.objects.get().capacity == "adult"
    stranger = b.a_person(pupil.board)
    assert client.get(reverse("adult_consent", args=[pupil.school_id, stranger.pk])).status_code == 404


def test_the_page_costs_the_same_for_any_number_of_answers(pupil, django_assert_max_num_queries) -> None:
    mother = b.a_guardian(pupil).person
    for slug in ("facebook", "instagram", "folder", "calendar", "website"):
        says(pupil, mother, slug, "given")
    client = office(pupil)
    with django_assert_max_num_queries(45):
        client.get(page_of(pupil))


@pytest.mark.handbook("R7.14")
def test_the_school_sees_yes_no_and_no_answer_of_this_year(pupil) -> None:
    other = b.a_pupil(pupil.school, call_name="Milan")
    b.a_pupil(pupil.school, call_name="Noor")
    says(pupil, b.a_guardian(pupil).person, "facebook", "given")
    says(other, b.a_guardian(other).person, "facebook", "refused")

    found = {f.channel.row.slug: f for f in overview(pupil.school, clock.today()).figures}

    assert (found["facebook"].yes, found["facebook"].no, found["facebook"].none) == (1, 1, 1)
    assert (found["folder"].yes, found["folder"].no, found["folder"].none) == (0, 0, 3)


def test_a_school_of_one_pupil_reads_as_people_say_it(pupil) -> None:
    page = office(pupil).get(reverse("school_consent", args=[pupil.school_id]))
    assert heading(page) == "Over de ene leerling is niet alles beantwoord."
    assert "Nog niet alles beantwoord" in words(page)
    assert "basisschool, 1 leerling" in words(office(pupil).get("/"))
    assert "1 leerlingen" not in words(office(pupil).get("/"))


def test_the_schools_page_costs_the_same_for_any_number_of_pupils(pupil, django_assert_num_queries) -> None:
    client, place = office(pupil), reverse("school_consent", args=[pupil.school_id])
    client.get(place)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(place)
    for _ in range(12):
        says(one := b.a_pupil(pupil.school), b.a_guardian(one).person, "facebook", "given")
    with django_assert_num_queries(len(few)):
        client.get(place)


def test_somebody_is_found_by_a_part_of_the_name(pupil) -> None:
    b.a_guardian(pupil, call_name="Fatima", family_name="Şahin")

    assert [f.name for f in sought(pupil.school, "zaal yara", clock.today())] == ["Yara Zaal"]
    assert [f.name for f in sought(pupil.school, "sahin", clock.today())] == ["Fatima Şahin"]
    response = office(pupil).get(reverse("school_consent", args=[pupil.school_id]), {"zoek": "yara"})
    assert page_of(pupil) in response.content.decode()


def test_english_readers_read_english(pupil) -> None:
    b.a_guardian(pupil)
    client = office(pupil, language="en")

    assert "Who answered?" in words(client.get(page_of(pupil)))
    assert "Answers of this school year" in words(client.get(reverse("school_consent", args=[pupil.school_id])))


def counted(check: str, school) -> tuple[int, int]:
    """How many rows of a check are in order at a school, of how many."""
    rows = CHECKS[check].rows(On(clock.today())).filter(at=school.pk)
    return rows.filter(ok=True).count(), rows.count()


def answered_everything(pupil, on=None, lists: bool = False) -> None:
    by = b.a_guardian(pupil).person
    for asked in Question.objects.filter(channel__school=pupil.school, channel__same_as=None).select_related("channel"):
        if (asked.matter == "contact") is lists:
            says(pupil, by, asked.channel.slug, "given", matter=asked.matter, on=on)


@pytest.mark.handbook("R7.4")
def test_the_check_counts_pupils_of_whom_everything_of_this_year_was_answered(pupil) -> None:
    b.a_pupil(pupil.school)
    last = b.a_pupil(pupil.school)
    answered_everything(pupil)
    answered_everything(last, on=clock.today() - timedelta(days=400))

    assert counted("consent.answered_this_year", pupil.school) == (1, 3)


@pytest.mark.handbook("R5.20")
def test_the_check_of_lists_wants_an_answer_of_this_year_whatever_the_way_of_asking(pupil) -> None:
    answered_everything(pupil, lists=True)
    answered_everything(b.a_pupil(pupil.school), on=clock.today() - timedelta(days=400), lists=True)

    assert counted("consent.lists_confirmed", pupil.school) == (1, 2)


def test_the_check_of_texts_counts_places_without_one(pupil) -> None:
    in_order, total = counted("consent.texts", pupil.school)
    assert in_order == total
    Question.objects.filter(channel=channel(pupil.school, "folder")).update(text=None)
    assert counted("consent.texts", pupil.school) == (total - 1, total)


@pytest.mark.handbook("R7.12")
def test_the_check_of_terms_wants_the_company_in_the_text(pupil) -> None:
    in_order, total = counted("consent.terms_named", pupil.school)
    assert in_order == total


@pytest.mark.parametrize("check", [c for c in CHECKS if c.startswith("consent.")])
def test_a_schools_steps_name_what_is_missing_with_the_page_that_mends_it(pupil, check: str) -> None:
    found = CHECKS[check]
    row = found.rows(On(clock.today())).filter(at=pupil.school_id).values("pk", "at", *found.fields).first()
    if row is not None:
        item = found.item(row, On(clock.today()))
        assert item.mend.startswith(f"/scholen/{pupil.school_id}/")
        assert heading(office(pupil, "director").get(item.mend))


@pytest.mark.handbook("S69", "R7.4")
def test_an_answer_about_one_use_is_entered_for_a_family_without_mail() -> None:
    school = a_school_with_channels()
    pupil = b.a_pupil(school)
    mother = b.a_guardian(pupil).person
    made = ask_this_time(
        OPERATOR, use=uuid4(), channel=channel(school, "newsletter"), matter=Matter.IMAGE, persons=[pupil.person_id],
        title="Sportdag",
    )  # fmt: skip
    client = office(pupil)
    text = words(client.get(page_of(pupil)))
    assert "deze ene keer: Sportdag" in text

    name = f"antwoord-{made.question_id}-{made.key.hex}"
    form = {"by": mother.pk, "how": "talk", "on": clock.today().isoformat(), "shown": 0, name: "ja"}
    assert client.post(page_of(pupil), form).status_code == 302
    record = Consent.objects.get()
    assert (record.use, record.answer, record.by, record.how) == (made.key, "given", mother, "talk")


def test_a_day_before_all_rules_is_told_and_nothing_is_lost(pupil) -> None:
    mother = b.a_guardian(pupil).person
    field = f"antwoord-{question(pupil.school, 'website').pk}"
    form = {"by": mother.pk, "how": "paper", "on": "1990-01-01", "shown": 0, field: "ja"}
    answer = office(pupil).post(page_of(pupil), form)
    assert answer.status_code == 422 and "Kijk het jaar na." in words(answer)
    assert not Consent.objects.exists()


@pytest.mark.handbook("R5.21")
def test_what_parents_corrected_is_one_tap_from_the_schools_page(pupil) -> None:
    page = reverse("school_consent", args=[pupil.school_id])
    assert "Er wacht nu niets." in words(office(pupil).get(page))
    ContactCorrection.objects.create(
        board=pupil.board, person=b.a_guardian(pupil).person, school=pupil.school, kind="phone", said=b"x",
        asked_on=clock.today(),
    )  # fmt: skip
    answer = office(pupil).get(page)
    assert "Eén verbetering wacht op u." in words(answer)
    assert reverse("contact_corrections", args=[pupil.school_id]) in answer.content.decode()
