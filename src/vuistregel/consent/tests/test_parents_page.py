"""The own page of parents: what is asked, what is kept, and what two people never see of each other."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import change_channel
from vuistregel.consent.models import Consent, Question
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import channel, question, says
from vuistregel.consent.tests.own_page import LAST_YEAR, a_small_school, answers, come_in, field, form_of, page, send
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Pupil:
    school = a_small_school()
    return b.a_pupil(school, group=b.a_group(school, "7A"))


@pytest.mark.handbook("S16")
def test_nothing_is_ticked_beforehand_and_yes_and_no_are_the_same(pupil: Pupil) -> None:
    response = page(come_in(b.a_guardian(pupil)))

    body = response.content.decode()
    assert " checked" not in body
    assert body.count('type="radio"') == 2 * 4 + 2 * 4  # the child's, and the parent's own
    assert heading(response) == "Waar mogen wij foto’s van Yara laten zien?"
    assert "Zegt u niets, dan is het nee." in words(response)
    assert "Voor Yara nog 4 vragen" in body
    assert "7A" in words(response)


@pytest.mark.handbook("S16", "R7.7")
def test_each_answer_becomes_a_record_with_the_text_that_was_shown(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    client = come_in(mother)
    form = form_of(page(client))

    response = send(client, form, **{field(pupil, "website"): "ja", field(pupil, "facebook"): "nee"})

    assert response.status_code == 302
    assert answers(pupil) == [("website", "given"), ("facebook", "refused")]
    row = Consent.objects.first()
    assert row is not None
    assert (row.by, row.how, row.capacity, row.language) == (mother.person, "portal", "guardian", "nl")
    assert row.text == question(pupil.school, "website", "image").text
    assert row.saw == 0


def test_what_was_answered_stays_and_the_rest_can_wait(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})

    response = page(client)

    assert "Bewaard voor Yara. Website van school: ja." in words(response)
    assert "Voor Yara nog 3 vragen" in response.content.decode()
    assert "Dit heeft u geantwoord. Veranderen kan altijd." in words(response)


@pytest.mark.handbook("R5.22")
def test_a_yes_is_taken_back_in_as_many_steps_as_it_was_given(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})
    key = field(pupil, "website").removeprefix("a-")

    response = send(client, form_of(page(client)), nu=f"{key}-nee")

    assert response.status_code == 302
    assert answers(pupil) == [("website", "given"), ("website", "withdrawn")]
    send(client, form_of(page(client)), nu=f"{key}-ja")
    assert answers(pupil)[-1] == ("website", "given")


def test_turning_one_answer_keeps_what_else_was_chosen_and_stores_none_of_it(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})
    key = field(pupil, "website").removeprefix("a-")

    response = send(client, form_of(page(client)), nu=f"{key}-nee", **{field(pupil, "facebook"): "ja"})

    assert response.status_code == 200
    assert form_of(response)[field(pupil, "facebook")] == ["ja"]
    assert answers(pupil) == [("website", "given"), ("website", "withdrawn")]


def test_pressing_twice_loses_nothing_and_changes_nothing(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    form = form_of(page(client)) | {field(pupil, "website"): "ja"}
    send(client, form)
    send(client, form)

    assert set(answers(pupil)) == {("website", "given")}
    key = field(pupil, "website").removeprefix("a-")
    turn = form_of(page(client))
    send(client, turn, nu=f"{key}-nee")
    send(client, turn, nu=f"{key}-nee")
    assert answers(pupil).count(("website", "withdrawn")) == 1


def test_two_phones_with_one_form_keep_both_and_the_no_holds_until_a_later_yes(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    old = form_of(page(client))
    send(client, old, **{field(pupil, "website"): "nee"})

    send(client, old, **{field(pupil, "website"): "ja"})

    assert answers(pupil) == [("website", "refused"), ("website", "given")]
    shown = page(client)
    assert "op een ander scherm zei u intussen nee" in words(shown)
    key = field(pupil, "website").removeprefix("a-")
    assert f'value="{key}-ja"' in shown.content.decode()
    send(client, form_of(shown), nu=f"{key}-ja")
    assert f'value="{key}-nee"' in page(client).content.decode()


def test_when_the_text_changed_meanwhile_it_is_shown_again_with_the_choice_kept(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    form = form_of(page(client))
    new = Words("Mag {name} op onze site?\n\nIedereen ziet het.", "May {name} be on our site?\n\nEverybody sees it.")
    change_channel(OPERATOR, channel=channel(pupil.school, "website"), shown=None, said={Matter.IMAGE: new})

    response = send(client, form, **{field(pupil, "website"): "ja", field(pupil, "facebook"): "nee"})

    assert response.status_code == 409
    assert "De tekst van deze vraag is veranderd terwijl u koos." in words(response)
    assert "Mag Yara op onze site?" in words(response)
    assert form_of(response)[field(pupil, "website")] == ["ja"]
    assert answers(pupil) == [("facebook", "refused")]
    send(client, form_of(response))
    assert ("website", "given") in answers(pupil)


def test_another_audience_meanwhile_is_another_question(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    form = form_of(page(client))
    change_channel(OPERATOR, channel=channel(pupil.school, "newsletter"), shown=None, changed={"audience": "public"})

    assert send(client, form, **{field(pupil, "newsletter"): "ja"}).status_code == 409
    assert not answers(pupil)


def test_what_is_no_answer_is_said_and_the_other_choices_stand(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))

    response = send(client, form_of(page(client)), **{field(pupil, "website"): "misschien"})

    assert response.status_code == 409
    assert "Dit antwoord konden wij niet lezen." in words(response)
    assert not answers(pupil)


def test_saving_without_a_choice_says_so(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    response = send(client, form_of(page(client)))
    assert response.status_code == 400
    assert "Er is nog niets gekozen." in words(response)


def test_a_question_that_is_gone_keeps_the_other_answers(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    form = form_of(page(client)) | {field(pupil, "website"): "ja", field(pupil, "facebook"): "ja"}
    Question.objects.filter(channel=channel(pupil.school, "facebook")).update(asked=False)

    send(client, form)

    assert answers(pupil) == [("website", "given")]
    assert "Dat antwoord is niet bewaard." in words(page(client))


def test_to_who_answers_for_the_first_time_the_questions_left_are_not_new(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})
    assert answers(pupil) == [("website", "given")]
    assert "Nieuw dit jaar" not in words(page(client))


@pytest.mark.handbook("T39")
def test_last_year_stands_in_words_and_is_chosen_only_by_the_parent(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=LAST_YEAR)
    says(pupil, mother.person, "newsletter", "given", on=LAST_YEAR)
    says(pupil, mother.person, "facebook", "refused", on=LAST_YEAR)
    client = come_in(mother)

    before = page(client)

    assert " checked" not in before.content.decode()
    said = "Website van school Iedereen Ja Nieuwsbrief Ouders en medewerkers van onze school Ja Facebook van school"
    assert f"Vorig jaar zei u voor Yara: {said} Iedereen Nee Zelfde als vorig jaar" in words(before)
    assert "Nieuw dit jaar Mag een foto of video van Yara in de schoolgids?" in words(before)

    chosen = send(client, form_of(before), kies=f"zelfde:p{pupil.pk}")

    assert chosen.status_code == 200
    assert Consent.objects.count() == 3
    assert "Wij bewaren ze pas als u op Bewaar drukt." in words(chosen)
    form = form_of(chosen)
    assert [form[field(pupil, slug)] for slug in ("website", "newsletter", "facebook")] == [["ja"], ["ja"], ["nee"]]
    assert field(pupil, "school_guide") not in form

    send(client, form, **{field(pupil, "school_guide"): "nee", field(pupil, "newsletter"): "nee"})

    rows = {row.question.channel.slug: row for row in Consent.objects.filter(on=clock.today())}
    assert {slug: row.answer for slug, row in rows.items()} == {
        "website": "given",
        "newsletter": "refused",
        "facebook": "refused",
        "school_guide": "refused",
    }
    assert rows["website"].carried_from == Consent.objects.get(on=LAST_YEAR, question=rows["website"].question)
    assert rows["newsletter"].carried_from is None
    assert rows["website"].text == question(pupil.school, "website", "image").text


@pytest.mark.handbook("T39")
def test_a_question_that_changed_is_asked_anew_and_not_carried_over(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=LAST_YEAR)
    says(pupil, mother.person, "facebook", "given", on=LAST_YEAR)
    change_channel(OPERATOR, channel=channel(pupil.school, "facebook"), shown=None, changed={"audience": "school"})
    client = come_in(mother)

    chosen = send(client, form_of(page(client)), kies=f"zelfde:p{pupil.pk}")

    assert "Veranderd Mag een foto of video van Yara op Facebook van school?" in words(chosen)
    assert field(pupil, "facebook") not in form_of(chosen)
    assert form_of(chosen)[field(pupil, "website")] == ["ja"]


def test_choosing_by_hand_asks_everything_with_nothing_chosen(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=LAST_YEAR)
    client = come_in(mother)

    chosen = send(client, form_of(page(client)), kies=f"zelf:p{pupil.pk}")

    assert " checked" not in chosen.content.decode()
    assert "Mag een foto of video van Yara op de website van school?" in words(chosen)


def test_an_answer_of_two_years_ago_is_asked_anew(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=date(2024, 10, 1))
    assert "Vorig jaar zei u" not in words(page(come_in(mother)))


@pytest.mark.handbook("T30")
def test_one_parent_never_sees_what_the_other_answered(pupil: Pupil) -> None:
    mother, father = b.a_guardian(pupil), b.a_guardian(pupil, call_name="Tom")
    client = come_in(father)
    before = form_of(page(client)), words(page(client))
    says(pupil, mother.person, "website", "refused")
    says(pupil, mother.person, "facebook", "given", on=LAST_YEAR)

    assert (form_of(page(client)), words(page(client))) == before
    theirs = Consent.objects.order_by("pk")[0]
    assert client.get(reverse("consent_receipt", args=[theirs.key])).status_code == 404
    history = client.get(reverse("consent_history", args=[pupil.pk]))
    assert heading(history) == "U heeft nog niets geantwoord over Yara."


def test_an_answer_about_somebody_elses_child_is_refused_and_logged(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil))
    other = b.a_pupil(pupil.school, call_name="Mees")
    form = form_of(page(client)) | {field(pupil, "website"): "ja", field(other, "website"): "ja"}

    assert send(client, form).status_code == 403
    assert not Consent.objects.exists()
    assert LogEvent.objects.filter(board_id=pupil.board_id, kind="access.refused").exists()
    far = b.a_pupil(a_small_school())
    assert send(client, {field(far, "website"): "ja"}).status_code == 404
    assert send(client, {"a-p99999999-1": "ja"}).status_code == 404
    assert send(client, {}, nu=f"p{other.pk}-{question(pupil.school, 'website', 'image').pk}-nee").status_code == 403


def test_without_confirmed_authority_one_reads_why_and_cannot_answer(pupil: Pupil) -> None:
    client = come_in(b.a_guardian(pupil, authority="unknown"))

    response = page(client)

    assert "De school weet nog niet of u gezag heeft over Yara." in words(response)
    assert f"a-p{pupil.pk}-" not in response.content.decode()
    assert send(client, {field(pupil, "website"): "ja"}).status_code == 403
    assert not Consent.objects.exists()


def test_all_children_stand_on_one_page_each_with_a_label(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    younger = b.a_pupil(pupil.school, born=b.years_ago(6), call_name="Milan", group=b.a_group(pupil.school, "3B"))
    b.a_guardian(younger, person=mother.person)
    client = come_in(mother)

    response = page(client)

    assert heading(response) == "Waar mogen wij foto’s van uw kinderen laten zien?"
    assert words(response).index("Yara") < words(response).index("Milan")
    send(client, form_of(response), **{field(pupil, "website"): "ja", field(younger, "website"): "nee"})
    assert (answers(pupil), answers(younger)) == ([("website", "given")], [("website", "refused")])
