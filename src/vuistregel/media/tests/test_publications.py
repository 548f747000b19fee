"""From an idea to a publication, and away again when a consent ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.checks import CHECKS, On
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.decisions import Outcome
from vuistregel.evidence.queries import events
from vuistregel.media.actions import drop, plan, publish, record_exception, take_down
from vuistregel.media.models import Publication, TakeDown
from vuistregel.media.queries import Idea, judge
from vuistregel.media.rules import Kind
from vuistregel.media.tasks import why
from vuistregel.organisation.actions import merge_persons, split_person
from vuistregel.organisation.actions.protection import (
    lift_restriction,
    lower_confidentiality,
    raise_confidentiality,
    restrict_contact,
)
from vuistregel.organisation.models import ContactRestriction, Person, Pupil, School
from vuistregel.organisation.tests.builders import (
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    a_restriction,
    raised,
    years_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


def a_child(school: School, name: str = "Yara", *places: str, group=None, **fields):
    child = a_pupil(school, call_name=name, group=group, **fields)
    mother = a_guardian(child).person
    for place in places:
        says(child, mother, place, "given")
    return child


def a_plan(school: School, slug: str, *people: Pupil | Person, kind: Kind = Kind.GROUP, **fields) -> Publication:
    persons = [p.person_id if isinstance(p, Pupil) else p.pk for p in people]
    return plan(OPERATOR, channel=channel(school, slug), kind=kind, persons=persons, made_by=None, **fields)


def verdict(
    school: School, slug: str, *people: Pupil | Person, kind: Kind = Kind.GROUP, day: date | None = None, **fields
):
    persons = frozenset(p.person_id if isinstance(p, Pupil) else p.pk for p in people)
    idea = Idea(channel(school, slug), kind, persons, **fields)
    return judge(idea, day or clock.today(), frank=False)


@pytest.mark.handbook("S45", "S47", "R7.8")
def test_consent_for_the_website_does_not_reach_facebook(school: School) -> None:
    child = a_child(school, "Yara", "website")
    assert verdict(school, "website", child).decision
    found = verdict(school, "facebook", child)
    assert found.decision.outcome is Outcome.NO
    assert [w.channel for w in found.ways if w.kind == "channel"] == ["website"]


@pytest.mark.handbook("S48", "R8.12")
def test_the_way_out_says_whose_face_to_cover_and_to_take_the_name_away(school: School) -> None:
    group = a_group(school)
    yara = a_child(school, "Yara", "website", group=group)
    noud = a_child(school, "Noud", group=group)
    a_child(school, "Bram", group=group)
    found = verdict(school, "website", yara, noud, texts=("Bram wint het damtoernooi!",))
    assert found.against == (str(noud.person_id),)
    assert found.names == ("Bram",)
    cover = next(w for w in found.ways if w.kind == "cover")
    assert "één gezicht" in cover.title.nl
    assert "naam" in cover.text.nl
    covered = verdict(school, "website", yara, noud, covered=frozenset({noud.person_id}))
    assert covered.decision


@pytest.mark.handbook("S50", "R8.11")
def test_a_portrait_goes_on_the_closed_class_page_without_a_name(school: School) -> None:
    child = a_child(school, "Yara", "website", "closed_class_page")
    public = verdict(school, "website", child, kind=Kind.PORTRAIT)
    assert public.decision.norms == ("publication.group-only",) or "publication.group-only" in public.decision.norms
    assert "closed_class_page" in [w.channel for w in public.ways]
    assert verdict(school, "closed_class_page", child, kind=Kind.PORTRAIT).decision
    named = verdict(school, "closed_class_page", child, kind=Kind.PORTRAIT, texts=("Yara leest voor",))
    assert named.decision.norms == ("publication.no-name",)


@pytest.mark.handbook("S70")
def test_a_film_is_blocked_until_all_who_can_be_recognised_consented(school: School) -> None:
    five = [a_child(school, f"K{n}", *(["youtube"] if n else [])) for n in range(5)]
    film = verdict(school, "youtube", *five, kind=Kind.VIDEO)
    assert film.against == (str(five[0].person_id),)
    mother = five[0].guardianships.get().person
    says(five[0], mother, "youtube", "given")
    assert verdict(school, "youtube", *five, kind=Kind.VIDEO).decision


@pytest.mark.handbook("S71", "R7.3", "R1.11")
def test_a_parent_in_the_picture_needs_their_own_consent(school: School) -> None:
    child = a_child(school, "Yara", "newsletter")
    helper = child.guardianships.get().person
    photo = a_plan(school, "newsletter", child, helper)
    with pytest.raises(Refused):
        publish(OPERATOR, publication=photo, where="nieuwsbrief 12")
    says(helper, helper, "newsletter", "given", school=school)
    assert publish(OPERATOR, publication=photo, where="nieuwsbrief 12").state == "published"


@pytest.mark.handbook("S79", "S09")
def test_information_without_a_photo_stands_on_its_own_consent(school: School) -> None:
    child = a_child(school)
    says(child, child.guardianships.get().person, "website", "given", matter="information")
    alone = verdict(school, "website", child, kind=Kind.INFORMATION, texts=("Yara werd kampioen dammen",))
    assert alone.decision
    assert "publication.limited-groups" in alone.decision.norms
    assert not verdict(school, "website", child, kind=Kind.INFORMATION, with_photo=True).decision
    assert not verdict(school, "website", child).decision


@pytest.mark.handbook("S10")
def test_a_teacher_who_organises_may_be_named_with_a_work_address_and_a_pupil_is_asked_first(school: School) -> None:
    child, teacher = a_child(school), a_member(school, "teacher").person
    parent = child.guardianships.get().person
    text = ("Doe mee met het voetbaltoernooi: mail kim@school.example",)

    def outcome(*people, kind: Kind = Kind.INFORMATION):
        return verdict(school, "website", *people, kind=kind, texts=text).decision

    assert outcome(teacher).norms[0] == "publication.staff-at-work"
    assert not outcome(child) and not outcome(parent)
    says(child, parent, "website", "given", matter="information")
    assert outcome(child, teacher)
    assert not outcome(teacher, kind=Kind.PORTRAIT), "a photo is another question"
    says(teacher, teacher, "website", "refused", matter="information", school=school)
    assert not outcome(teacher)
    guarded = a_member(school, "teacher").person
    raised(guarded, "all", "Bedreigd.")
    assert not outcome(guarded)


@pytest.mark.handbook("R7.2", "R7.13")
@pytest.mark.parametrize("place", ["folder", "calendar", "school_guide"])
def test_folder_calendar_and_school_guide_are_each_asked_beforehand_and_nothing_else_opens_them(
    school: School, place: str
) -> None:
    others = [slug for slug in ("folder", "calendar", "school_guide", "website", "newsletter") if slug != place]
    child = a_child(school, "Yara", *others)
    photo = a_plan(school, place, child)
    with pytest.raises(Refused) as refused:
        publish(OPERATOR, publication=photo, where=place)
    assert refused.value.decision.norms == ("consent.no-answer",)

    says(child, child.guardianships.get().person, place, "given")
    assert publish(OPERATOR, publication=photo, where=place).state == "published"


@pytest.mark.handbook("S69")
def test_in_mode_each_time_consent_is_for_one_use_and_a_new_use_asks_again() -> None:
    school = a_school_with_channels()
    child = a_child(school)
    mother = child.guardianships.get().person
    first, second = a_plan(school, "newsletter", child), a_plan(school, "newsletter", child)
    assert "ask" in [w.kind for w in verdict(school, "newsletter", child).ways]
    with pytest.raises(Refused):
        publish(OPERATOR, publication=first, where="nieuwsbrief")
    says(child, mother, "newsletter", "given", use=first.key)
    publish(OPERATOR, publication=first, where="nieuwsbrief")
    with pytest.raises(Refused):
        publish(OPERATOR, publication=second, where="nieuwsbrief")


@pytest.mark.handbook("R5.22", "S80")
def test_withdrawing_opens_one_task_per_publication_and_it_closes_with_proof(school: School) -> None:
    child = a_child(school, "Yara", "website", "newsletter")
    mother = child.guardianships.get().person
    photo, other = a_plan(school, "website", child), a_plan(school, "newsletter", child)
    publish(OPERATOR, publication=photo, where="https://school.example/herfst")
    publish(OPERATOR, publication=other, where="nieuwsbrief 12")
    says(child, mother, "website", "withdrawn")
    says(child, mother, "website", "withdrawn")
    task = TakeDown.objects.get()
    assert task.publication_id == photo.pk
    assert task.due == clock.today() + timedelta(days=2)
    with pytest.raises(Refused):
        take_down(OPERATOR, publication=photo, proof="  ")
    take_down(OPERATOR, publication=Publication.objects.get(pk=photo.pk), proof="Bericht verwijderd, zelf nagekeken.")
    task.refresh_from_db()
    assert (task.state, task.closed_on) == ("closed", clock.today())
    assert keys.unseal(photo.key, "take_down.proof", bytes(task.proof)).startswith("Bericht verwijderd")
    with pytest.raises(Refused):
        take_down(OPERATOR, publication=Publication.objects.get(pk=photo.pk), proof="Nog eens.")


@pytest.mark.handbook("S80")
def test_a_pupil_of_thirteen_who_withdraws_opens_the_take_downs() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    child = a_child(school, "Yara", "website", born=years_ago(13))
    photo = a_plan(school, "website", child)
    publish(OPERATOR, publication=photo, where="https://school.example/")
    says(child, child.person, "website", "withdrawn")
    assert TakeDown.objects.filter(publication=photo, person=child.person, state="open").exists()


def test_an_answer_about_information_leaves_photos_alone_and_the_other_way_round(school: School) -> None:
    child = a_child(school, "Yara", "website")
    mother = child.guardianships.get().person
    says(child, mother, "website", "given", matter="information")
    publish(OPERATOR, publication=a_plan(school, "website", child), where="https://school.example/")
    says(child, mother, "website", "withdrawn", matter="information")
    assert not TakeDown.objects.exists()


def test_a_covered_child_withdraws_and_nothing_has_to_go(school: School) -> None:
    yara, noud = a_child(school, "Yara", "website"), a_child(school, "Noud", "website")
    photo = a_plan(school, "website", yara, noud, covered=[noud.person_id])
    publish(OPERATOR, publication=photo, where="https://school.example/")
    says(noud, noud.guardianships.get().person, "website", "withdrawn")
    assert not TakeDown.objects.exists()


def test_who_must_not_be_found_is_refused_in_the_same_words_as_without_consent(school: School) -> None:
    yara, noud, saar = (a_child(school, n, "website") for n in ("Yara", "Noud", "Saar"))
    a_restriction(yara, None)
    raised(noud.person, "school")
    says(saar, saar.guardianships.get().person, "website", "withdrawn")
    texts = {verdict(school, "website", child).decision.reasons[0].text for child in (yara, noud, saar)}
    assert len(texts) == 1
    assert {len(verdict(school, "website", child).ways) for child in (yara, noud, saar)} <= {1}


@pytest.mark.handbook("T04")
def test_an_exception_needs_a_reason_and_the_portraits_own_consent(school: School) -> None:
    child = a_child(school, "Yara", "website")
    portrait = a_plan(school, "website", child, kind=Kind.PORTRAIT)
    with pytest.raises(Refused):
        record_exception(OPERATOR, publication=portrait, reason=" ")
    record_exception(OPERATOR, publication=portrait, reason="Winnares van de tekenwedstrijd, op haar verzoek.")
    with pytest.raises(Refused):
        publish(OPERATOR, publication=portrait, where="https://school.example/")
    says(child, child.guardianships.get().person, "website", "given", use=portrait.key)
    assert publish(OPERATOR, publication=portrait, where="https://school.example/").state == "published"


def test_a_dropped_plan_is_over_and_a_published_one_cannot_be_dropped(school: School) -> None:
    child = a_child(school, "Yara", "website")
    dropped, stands = a_plan(school, "website", child), a_plan(school, "website", child)
    drop(OPERATOR, publication=dropped)
    with pytest.raises(Refused):
        publish(OPERATOR, publication=dropped, where="https://school.example/")
    publish(OPERATOR, publication=stands, where="https://school.example/")
    with pytest.raises(Refused):
        drop(OPERATOR, publication=stands)


def test_people_of_another_board_cannot_be_in_a_plan(school: School) -> None:
    stranger = a_pupil(a_school_with_channels())
    with pytest.raises(Refused):
        a_plan(school, "website", stranger)


def test_judging_takes_the_same_number_of_queries_for_two_people_and_for_thirty(
    school: School, django_assert_max_num_queries
) -> None:
    group = a_group(school)
    many = [a_pupil(school, call_name=f"K{n}", group=group) for n in range(30)]
    idea = Idea(channel(school, "website"), Kind.GROUP, frozenset(p.person_id for p in many), texts=("Dag K3",))
    with django_assert_max_num_queries(10):
        assert len(judge(idea, clock.today(), frank=False).against) == 30


def test_what_was_published_is_in_the_log_without_its_words(school: School) -> None:
    child = a_child(school, "Yara", "website")
    photo = a_plan(school, "website", child, caption="Wij planten bollen")
    publish(OPERATOR, publication=photo, where="https://school.example/bollen")
    row = next(r for r in events(school.board_id, person=child.person.key) if r.kind == "media.published")
    assert "bollen" not in str(row.sentence)
    assert "where" in row.sealed


def test_where_a_child_with_two_rows_can_be_seen_is_known_under_one_name(school: School) -> None:
    there = a_school_with_channels(school.board, mode="each_year")
    child, twice = a_child(school, "Yara"), a_child(there, "Yara", "website")
    photo = publish(OPERATOR, publication=a_plan(there, "website", twice), where="website")
    merge = merge_persons(OPERATOR, kept=child.person, gone=twice.person)

    twice.refresh_from_db()
    says(twice, twice.guardianships.get().person, "website", "withdrawn")
    assert TakeDown.objects.get(publication=photo).person == child.person

    split_person(OPERATOR, merge=merge)
    assert photo.appearances.get().person == merge.gone


def test_a_contact_list_is_judged_by_its_own_question_and_holds_no_photo(school: School) -> None:
    child = a_child(school, "Yara")
    assert verdict(school, "phone_list", child, kind=Kind.INFORMATION).decision.norms == ("consent.no-answer",)
    says(child, child.guardianships.get().person, "phone_list", "given")
    assert verdict(school, "phone_list", child, kind=Kind.INFORMATION).decision
    photo = verdict(school, "phone_list", child)
    assert (photo.decision.outcome, photo.decision.norms) == (Outcome.NO, ("consent.per-channel",))


def test_of_a_day_that_has_passed_no_way_out_is_offered(school: School) -> None:
    child = a_child(school, "Yara", "website")
    yesterday = clock.today() - timedelta(days=1)
    assert verdict(school, "facebook", child).ways
    assert verdict(school, "facebook", child, day=yesterday).ways == ()


@pytest.mark.handbook("R10.12", "S65")
@pytest.mark.parametrize("how", ["raised", "restricted"])
def test_whoever_must_not_be_found_any_more_goes_from_what_stands_in_words_that_do_not_tell(
    school: School, how: str
) -> None:
    child, other = a_child(school, "Yara", "website"), a_child(school, "Noud", "website")
    photo = publish(OPERATOR, publication=a_plan(school, "website", child, other), where="website")
    before = wrong_at(school)

    if how == "raised":
        row = raise_confidentiality(OPERATOR, person=child.person, school=school.pk, field="all", why="Opvang.")
        raise_confidentiality(OPERATOR, person=child.person, school=school.pk, field="all", why="Opvang.")
    else:
        kind = ContactRestriction.Kinds.NO_CONTACT.value
        limit = restrict_contact(OPERATOR, pupil=child, person=None, kind=kind, about="Vader.")
    task = TakeDown.objects.get()
    assert (task.publication, task.person, task.state) == (photo, child.person, "open")
    assert (before, wrong_at(school)) == (0, 1)
    assert why([child.person.short_name]).nl == f"Voor {child.person.short_name} is er geen ja meer."

    if how == "raised":
        lower_confidentiality(OPERATOR, raised=row, school=school.pk)
    else:
        lift_restriction(OPERATOR, restriction=limit)
    assert TakeDown.objects.filter(state="open").count() == 1, "what was asked for is done; nothing new"
    assert wrong_at(school) == 0


def wrong_at(school: School) -> int:
    """How many recognisable people stand somewhere without a yes."""
    rows = CHECKS["media.published_with_consent"].rows(On(clock.today()))
    return int(rows.filter(at=school.pk, ok=False).count())


@pytest.mark.handbook("R8.12")
def test_a_caption_is_read_for_names_also_when_nobody_can_be_recognised(school: School) -> None:
    group = a_group(school)
    a_child(school, "Anna", group=group)
    a_child(school, "Noud", group=a_group(school))
    for of, name, holds in (
        (group.pk, "Anna", False), (group.pk, "Noud", True), (None, "Anna", False), (None, "Noud", False),
    ):  # fmt: skip
        found = verdict(school, "website", nobody=True, texts=(f"{name} wint",), group=of)
        assert bool(found.decision) is holds, (of, name)


@pytest.mark.handbook("S79")
def test_whoever_is_named_in_a_text_is_asked_about_before_it_may_be_said(school: School) -> None:
    group = a_group(school)
    dora = a_child(school, "Dora", group=group)
    anna = a_child(school, "Anna", group=group)
    says(dora, dora.guardianships.get().person, "website", "given", matter="information")
    text = ("Dora en Anna wonnen het damtoernooi",)

    about_dora = verdict(school, "website", dora, kind=Kind.INFORMATION, texts=text)
    assert about_dora.decision.outcome is Outcome.CANNOT_SAY
    assert "Anna" in about_dora.decision.missing[0].nl and "Dora" not in about_dora.decision.missing[0].nl
    nobody = verdict(school, "website", kind=Kind.INFORMATION, texts=text, nobody=True, group=group.pk)
    assert nobody.decision.outcome is Outcome.CANNOT_SAY
    assert verdict(school, "website", dora, anna, kind=Kind.INFORMATION, texts=text).decision.outcome is Outcome.NO
    assert verdict(school, "website", dora, kind=Kind.INFORMATION, texts=("Dora won",)).decision
