"""Answers as records, the state that follows from them, and who may give them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.consent import states
from vuistregel.consent.actions import Reply, answer, change_channel, choose_mode
from vuistregel.consent.models import NO_USE, Consent, ConsentState, YearlyNotice
from vuistregel.consent.queries import allowed, counting, people_for, place_of
from vuistregel.consent.rules import Answer, How, Matter, Mode, counts
from vuistregel.consent.tests.builders import a_school_with_channels, channel, question, says
from vuistregel.organisation.models import Person, Pupil
from vuistregel.organisation.tests.builders import (
    a_board,
    a_guardian,
    a_person,
    a_pupil,
    a_restriction,
    a_school,
    raised,
    years_ago,
)
from vuistregel.organisation.years import year_by_norm
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


def may(pupil: Pupil | Person, slug: str, matter: str = "image", day: date | None = None) -> bool:
    return bool(consent(pupil, slug, matter, day))


def consent(about: Pupil | Person, slug: str, matter: str = "image", day: date | None = None, school=None):
    person = about.person if isinstance(about, Pupil) else about
    place_school = about.school if isinstance(about, Pupil) else school
    day = day or clock.today()
    place = place_of(channel(place_school, slug), Matter(matter), day)
    return people_for(place, [person.pk], day)[0].consent


@pytest.fixture
def pupil() -> Pupil:
    return a_pupil(a_school_with_channels(mode="each_year"))


@pytest.mark.handbook("R7.7", "R7.8", "S45", "S47", "R7.6")
def test_consent_for_one_place_is_no_consent_for_another(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    says(pupil, mother, "website", "given")
    says(pupil, mother, "facebook", "given")
    assert may(pupil, "website")
    assert may(pupil, "facebook")
    assert not may(pupil, "instagram")
    assert not may(pupil, "x")


@pytest.mark.handbook("R7.9", "S46")
def test_the_digital_newsletter_asks_nothing_new(pupil: Pupil) -> None:
    says(pupil, a_guardian(pupil).person, "newsletter", "given")
    assert may(pupil, "newsletter_digital")
    assert not may(pupil, "website")


@pytest.mark.handbook("S79")
def test_a_photo_and_information_are_two_questions(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    says(pupil, mother, "website", "given", matter="information")
    assert may(pupil, "website", "information")
    assert not may(pupil, "website", "image")


@pytest.mark.handbook("T30")
def test_one_refusal_of_two_parents_blocks(pupil: Pupil) -> None:
    mother, father = a_guardian(pupil).person, a_guardian(pupil, call_name="Tom").person
    says(pupil, mother, "website", "given")
    assert may(pupil, "website")
    says(pupil, father, "website", "refused")
    assert not may(pupil, "website")


def test_who_has_no_authority_or_is_unknown_cannot_answer(pupil: Pupil) -> None:
    for authority in ("no", "unknown"):
        somebody = a_guardian(pupil, authority=authority).person
        with pytest.raises(Refused) as refused:
            says(pupil, somebody, "website", "given")
        assert refused.value.decision.reasons
    with pytest.raises(Refused):
        says(pupil, a_person(pupil.board, "Vreemde"), "website", "refused")
    assert not Consent.objects.exists()


@pytest.mark.handbook("S39", "R7.15", "T06")
def test_from_sixteen_the_pupil_answers_and_a_parents_earlier_yes_stays_until_then() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    pupil = a_pupil(school, born=years_ago(16))
    mother = a_guardian(pupil).person
    before = clock.today() - timedelta(days=1)
    says(pupil, mother, "website", "given", on=before)
    assert may(pupil, "website")
    with pytest.raises(Refused):
        says(pupil, mother, "facebook", "given")
    says(pupil, pupil.person, "website", "refused")
    assert not may(pupil, "website")


@pytest.mark.handbook("S80")
def test_a_pupil_of_thirteen_withdraws_what_the_parents_gave_and_it_waits_until_taken_back() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    pupil = a_pupil(school, born=years_ago(13))
    mother = a_guardian(pupil).person
    says(pupil, mother, "website", "given")
    with pytest.raises(Refused):
        says(pupil, pupil.person, "website", "given")
    says(pupil, pupil.person, "website", "withdrawn")
    assert not may(pupil, "website")
    says(pupil, mother, "website", "given")
    assert not may(pupil, "website")
    state = ConsentState.objects.get(person=pupil.person)
    assert state.held_back
    says(pupil, pupil.person, "website", "given")
    says(pupil, mother, "website", "given")
    assert may(pupil, "website")


@pytest.mark.handbook("S80")
def test_on_the_last_day_of_august_2026_the_same_pupil_could_not() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    pupil = a_pupil(school, born=date(2013, 5, 1))
    says(pupil, a_guardian(pupil).person, "website", "given", on=date(2026, 8, 30))
    with pytest.raises(Refused) as refused:
        says(pupil, pupil.person, "website", "withdrawn", on=date(2026, 8, 31))
    assert "kan een leerling onder de" in " ".join(r.text.nl for r in refused.value.decision.reasons)
    says(pupil, pupil.person, "website", "withdrawn", on=date(2026, 9, 1))
    assert not may(pupil, "website")


@pytest.mark.handbook("S44", "R7.5")
def test_last_years_consent_counts_only_with_this_years_notice_where_the_school_asks_once(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    says(pupil, mother, "website", "given", on=date(2025, 10, 1))
    asked = channel(pupil.school, "website")
    assert not may(pupil, "website")
    choose_mode(OPERATOR, channel=asked, mode=Mode.STANDING)
    assert not may(pupil, "website")
    YearlyNotice.objects.create(
        board=pupil.board,
        person=pupil.person,
        to=mother,
        question=question(pupil.school, "website", "image"),
        sent_on=date(2026, 9, 1),
    )
    states.rebuild(pupil.board_id)
    assert may(pupil, "website")
    choose_mode(OPERATOR, channel=channel(pupil.school, "website"), mode=Mode.EACH_TIME)
    assert not may(pupil, "website")


@pytest.mark.handbook("R5.20", "S40")
def test_a_list_is_confirmed_each_year_whatever_a_school_would_choose(pupil: Pupil) -> None:
    with pytest.raises(Refused):
        choose_mode(OPERATOR, channel=channel(pupil.school, "phone_list"), mode=Mode.STANDING)
    says(pupil, a_guardian(pupil).person, "phone_list", "given", on=date(2026, 7, 31))
    assert may(pupil, "phone_list", "contact", date(2026, 7, 31))
    assert not may(pupil, "phone_list", "contact")


@pytest.mark.handbook("R7.8", "R7.6")
def test_when_a_place_gets_another_audience_earlier_answers_no_longer_count(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    says(pupil, mother, "closed_class_page", "given")
    page = channel(pupil.school, "closed_class_page")
    change_channel(OPERATOR, channel=page, shown=None, changed={"audience": "public"})
    assert not may(pupil, "closed_class_page")
    says(pupil, mother, "closed_class_page", "given")
    assert may(pupil, "closed_class_page")


def test_a_receipt_keeps_the_words_of_its_day_after_the_text_was_changed(pupil: Pupil) -> None:
    record = says(pupil, a_guardian(pupil).person, "website", "given")
    old = record.text.said
    new = Words("Mag {name} op de site?\n\nIedereen ziet het.", "May {name} be on the site?\n\nEverybody sees it.")
    change_channel(OPERATOR, channel=channel(pupil.school, "website"), shown=None, said={Matter.IMAGE: new})
    kept = Consent.objects.select_related("text").get(pk=record.pk).text
    assert kept.said == old
    assert kept.whole
    assert question(pupil.school, "website", "image").text.version == 2


@pytest.mark.handbook("R5.22")
def test_withdrawing_works_at_once_and_yesterday_stays_as_it_was(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    yesterday = clock.today() - timedelta(days=1)
    says(pupil, mother, "website", "given", on=yesterday)
    says(pupil, mother, "website", "withdrawn")
    assert not may(pupil, "website")
    assert may(pupil, "website", day=yesterday)


@pytest.mark.handbook("S71", "R7.3")
def test_an_adult_answers_alone_about_themselves(pupil: Pupil) -> None:
    mother, father = a_guardian(pupil).person, a_guardian(pupil, call_name="Tom").person
    school = pupil.school
    with pytest.raises(Refused):
        says(mother, father, "website", "given", school=school)
    says(mother, mother, "website", "given", school=school)
    assert consent(mother, "website", school=school)
    assert not consent(father, "website", school=school)


def test_an_answer_of_tomorrow_and_an_empty_form_are_refused(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    with pytest.raises(Refused):
        says(pupil, mother, "website", "given", on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused):
        answer(OPERATOR, person=pupil.person, school=pupil.school, pupil=pupil, by=mother, replies=[], how=How.PAPER)


def test_who_must_not_be_found_is_marked_whatever_was_answered(pupil: Pupil) -> None:
    says(pupil, a_guardian(pupil).person, "website", "given")
    other = a_pupil(pupil.school, call_name="Noud")
    a_restriction(other, None)
    raised(pupil.person, "school")
    place = place_of(channel(pupil.school, "website"), Matter.IMAGE, clock.today())
    found = {f.pk: f for f in people_for(place, [pupil.person_id, other.person_id], clock.today())}
    assert found[pupil.person_id].raised
    assert found[pupil.person_id].hidden
    assert found[other.person_id].restricted


def test_people_are_found_in_one_query_however_many(pupil: Pupil, django_assert_num_queries) -> None:
    many = [a_pupil(pupil.school, call_name=f"K{n}").person_id for n in range(12)]
    place = place_of(channel(pupil.school, "website"), Matter.IMAGE, clock.today())
    with django_assert_num_queries(1):
        assert len(people_for(place, many, clock.today())) == 12


def test_another_board_is_never_found(pupil: Pupil) -> None:
    stranger = a_pupil(a_school(a_board()))
    place = place_of(channel(pupil.school, "website"), Matter.IMAGE, clock.today())
    assert people_for(place, [stranger.person_id], clock.today()) == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["mother", "father", "pupil"]),
        st.sampled_from(list(Answer)),
        st.booleans(),
        st.integers(min_value=0, max_value=700),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.sampled_from(["each_time", "each_year", "standing"]), st.booleans())
def test_state_table_replayed_from_the_records_is_the_same_and_the_filter_agrees_with_the_rule(
    pupil: Pupil, steps: list[tuple[str, Answer, bool, int]], mode: str, noticed: bool
) -> None:
    school = a_school_with_channels(pupil.board, sector="vo", mode=mode)
    child = a_pupil(school, born=years_ago(14))
    people = {
        "mother": a_guardian(child).person,
        "father": a_guardian(child, call_name="Tom").person,
        "pupil": child.person,
    }
    for who, given_, fresh, ago in steps:
        try:
            says(
                child, people[who], "website", given_.value, on=clock.today() - timedelta(days=ago),
                saw=None if fresh else 0,
            )  # fmt: skip
        except Refused:
            continue
    asked = question(school, "website", "image")
    if noticed:
        YearlyNotice.objects.create(
            board=school.board, person=child.person, to=people["mother"], question=asked, sent_on=clock.today()
        )
        ConsentState.objects.filter(person=child.person).update(noticed_on=clock.today())

    def kept() -> list[tuple[object, ...]]:
        rows = ConsentState.objects.filter(Q(person=child.person))
        return sorted(rows.values_list("question", "use", "answer", "held_back", "on", "until", "terms", "noticed_on"))

    before = kept()
    states.rebuild(school.board_id)
    assert kept() == before

    day = clock.today()
    year = year_by_norm(day, "08-01")
    by_rule = may(child, "website")
    assert ((child.person_id, asked.pk) in allowed(school, day, year)) == by_rule
    assert ConsentState.objects.filter(counting(day, year), person=child.person, use=NO_USE).exists() == by_rule


def test_rule_without_an_answer_is_a_no() -> None:
    from vuistregel.consent.rules import Asked

    assert not counts(None, Asked(Mode.EACH_YEAR, date(2026, 8, 1)), date(2026, 11, 1))


def test_a_record_names_who_how_which_words_and_by_which_norms(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    row = says(pupil, mother, "website", "given")
    assert (row.by, row.how, row.capacity, row.language) == (mother, "paper", "guardian", "nl")
    assert row.text == question(pupil.school, "website", "image").text
    assert row.norms_release
    assert row.recorded_by == "operator"


def test_many_answers_of_one_form_are_records_of_their_own(pupil: Pupil) -> None:
    mother = a_guardian(pupil).person
    slugs = ["website", "facebook", "calendar"]
    replies = [Reply(question(pupil.school, s, "image"), Answer.GIVEN) for s in slugs]
    rows = answer(
        OPERATOR, person=pupil.person, school=pupil.school, pupil=pupil, by=mother, replies=replies, how=How.PAPER
    )
    assert len({r.key for r in rows}) == 3
    assert {r.question.channel.slug for r in Consent.objects.filter(person=pupil.person)} == set(slugs)
