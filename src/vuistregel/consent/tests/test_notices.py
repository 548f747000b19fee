"""The yearly notice: who gets it, what then counts, and that nobody gets it twice in a year (R7.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.checks import CHECKS, On
from vuistregel.consent import states
from vuistregel.consent.actions.notices import send_notices
from vuistregel.consent.models import ConsentState, YearlyNotice
from vuistregel.consent.notices import plan
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, words
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db


def last_year() -> date:
    return clock.today() - timedelta(days=400)


@pytest.fixture
def pupil() -> Pupil:
    return b.a_pupil(a_school_with_channels(mode="standing"))


def counts(pupil, slug: str = "facebook") -> bool:
    today = clock.today()
    return bool(
        people_for(place_of(channel(pupil.school, slug), Matter.IMAGE, today), [pupil.person_id], today)[0].consent
    )


def texts(kind: str) -> list[str]:
    rows = OutboxItem.objects.filter(kind=kind).order_by("pk")
    return keys.unseal_many([(r.holder, "outbox.body", bytes(r.body)) for r in rows])


@pytest.mark.handbook("R7.5", "S44")
def test_a_yes_of_an_earlier_year_counts_from_the_notice_on(pupil) -> None:
    says(pupil, b.a_guardian(pupil).person, "facebook", "given", on=last_year())
    assert not counts(pupil)

    send_notices(OPERATOR, school=pupil.school)

    assert counts(pupil)
    assert kinds(pupil.board_id).count("consent.notices_sent") == 1


def test_one_notice_per_recipient_names_each_child_and_place_and_the_way_to_say_no(pupil) -> None:
    mother = b.a_guardian(pupil).person
    b.a_contact(mother, "email", "fatima@voorbeeld.example")
    brother = b.a_pupil(pupil.school, call_name="Milan")
    b.a_guardian(brother, person=mother)
    says(pupil, mother, "facebook", "given", on=last_year())
    says(brother, mother, "folder", "given", on=last_year())

    send_notices(OPERATOR, school=pupil.school)

    (text,) = texts("mail")
    for part in ("Yara Zaal", "Facebook van school", "Milan Zaal", "Folder", reverse("consents")):
        assert part in text


def test_every_parent_who_may_say_no_gets_it_and_nobody_who_is_barred(pupil) -> None:
    mother = b.a_guardian(pupil).person
    father = b.a_guardian(pupil, call_name="Tom").person
    b.a_restriction(pupil, b.a_guardian(pupil, call_name="Bert").person)
    b.a_guardian(pupil, authority="no", call_name="Jan")
    says(pupil, mother, "facebook", "given", on=last_year())

    send_notices(OPERATOR, school=pupil.school)

    assert set(YearlyNotice.objects.values_list("to", flat=True)) == {mother.pk, father.pk}
    assert len(texts("letter")) == 2


@pytest.mark.handbook("R7.15")
def test_a_pupil_who_decides_gets_it_and_the_parents_do_not(pupil) -> None:
    grown = b.a_pupil(pupil.school, born=b.years_ago(19), call_name="Ilse")
    b.a_guardian(grown)
    says(grown, grown.person, "facebook", "given", on=last_year())

    send_notices(OPERATOR, school=pupil.school)

    assert list(YearlyNotice.objects.values_list("to", flat=True)) == [grown.person_id]


def test_it_goes_once_a_year_and_later_only_to_whom_it_is_new(pupil) -> None:
    mother = b.a_guardian(pupil).person
    says(pupil, mother, "facebook", "given", on=last_year())
    send_notices(OPERATOR, school=pupil.school)

    with pytest.raises(Refused):
        send_notices(OPERATOR, school=pupil.school)
    says(pupil, mother, "folder", "given", on=last_year())
    send_notices(OPERATOR, school=pupil.school)

    assert [("Facebook" in t, "Folder" in t) for t in texts("letter")] == [(True, False), (False, True)]


def test_an_answer_of_this_year_a_no_and_a_list_need_no_notice(pupil) -> None:
    mother = b.a_guardian(pupil).person
    says(pupil, mother, "facebook", "given")
    says(pupil, mother, "folder", "refused", on=last_year())
    says(pupil, mother, "phone_list", "given", on=last_year())

    assert plan(pupil.school, clock.today()).recipients == ()


def test_whom_nobody_decides_for_is_told_and_does_not_count(pupil) -> None:
    row = b.a_guardian(pupil)
    says(pupil, row.person, "facebook", "given", on=last_year())
    row.change(shown=None, authority="unknown")

    found = plan(pupil.school, clock.today())

    assert [a.person for a in found.nobody] == [pupil.person]
    assert found.recipients == ()


def test_states_made_anew_keep_the_notice(pupil) -> None:
    says(pupil, b.a_guardian(pupil).person, "facebook", "given", on=last_year())
    send_notices(OPERATOR, school=pupil.school)
    before = ConsentState.objects.values_list("noticed_on", flat=True).get()

    states.rebuild(pupil.board_id)

    assert ConsentState.objects.values_list("noticed_on", flat=True).get() == before == clock.today()


def test_the_page_says_who_gets_it_and_what_happens_without_it_and_sends(pupil) -> None:
    says(pupil, b.a_guardian(pupil).person, "facebook", "given", on=last_year())
    client, place = (
        b.signed_in(b.a_member(pupil.school, "director").account),
        reverse("yearly_notice", args=[pupil.school_id]),
    )

    text = words(client.get(place))
    assert "Zonder dit bericht telt een ja van een eerder jaar niet." in text
    assert "Fatima Zaal" in text
    assert client.post(place).status_code == 302
    assert heading(client.get(place)) == "Het bericht van dit schooljaar is verstuurd."


def test_an_auditor_sees_numbers_and_no_names(pupil) -> None:
    says(pupil, b.a_guardian(pupil).person, "facebook", "given", on=last_year())
    client = b.signed_in(b.a_member(pupil.school.board, "accountant").account)

    response = client.get(reverse("yearly_notice", args=[pupil.school_id]))

    assert response.status_code == 200
    assert "Fatima" not in response.content.decode()
    assert client.post(reverse("yearly_notice", args=[pupil.school_id])).status_code == 403


@pytest.mark.handbook("R7.5")
def test_the_check_is_open_until_the_notice_was_sent(pupil) -> None:
    says(pupil, b.a_guardian(pupil).person, "facebook", "given", on=last_year())
    rows = CHECKS["consent.yearly_notice"].rows(On(clock.today())).filter(at=pupil.school_id)
    assert rows.values_list("ok", flat=True).get() is False

    send_notices(OPERATOR, school=pupil.school)

    assert rows.values_list("ok", flat=True).get() is True


def test_sending_costs_the_same_for_any_number_of_families(pupil, django_assert_max_num_queries) -> None:
    for _ in range(30):
        one = b.a_pupil(pupil.school)
        mother = b.a_guardian(one).person
        b.a_contact(mother, "email", f"m{mother.pk}@voorbeeld.example")
        says(one, mother, "facebook", "given", on=last_year())
    with django_assert_max_num_queries(45):
        send_notices(OPERATOR, school=pupil.school)
