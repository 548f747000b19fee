"""The places of a school: the list, one place, how often, and which places are one use."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.consent.actions import change_channel, end_channel, follow
from vuistregel.consent.models import Channel, Question
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Audience, Matter
from vuistregel.consent.same_use import Use, may_follow
from vuistregel.consent.tests.builders import a_school_with_channels, channel, question, says
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.words import Words, same

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return a_school_with_channels()


def client_of(school, role: str = "director", language: str = "nl"):
    return b.signed_in(b.a_member(school, role).account, language)


def page_of(school, slug: str) -> str:
    return reverse("channel", args=[school.pk, slug])


def filled(school, slug: str, **changed: object) -> dict[str, object]:
    """The form of a place as its page shows it, with something changed."""
    row = channel(school, slug)
    form: dict[str, object] = {
        "version": row.version,
        "name_nl": row.name["nl"],
        "name_en": row.name["en"],
        "audience": row.audience,
        "provider": row.provider,
        "terms_url": row.terms_url,
    }
    for asked in Question.objects.filter(channel=row, asked=True).select_related("text"):
        form[f"{asked.matter}-asked"] = "on"
        for language in ("nl", "en"):
            ask, _, tell = asked.text.words[language].partition("\n\n")
            form |= {f"{asked.matter}-ask_{language}": ask, f"{asked.matter}-tell_{language}": tell}
    return form | changed


def use(name: str = "hier", audience: Audience = Audience.SCHOOL, provider: str = "", **more: bool) -> Use:
    return Use(same(name), audience, provider, **more)


@pytest.mark.handbook("R7.9", "S46")
def test_the_same_readers_and_the_same_company_are_one_use() -> None:
    assert may_follow(use("digitaal"), use("papier"))
    assert may_follow(use("digitaal", Audience.CLASS), use("papier", Audience.SCHOOL))


@pytest.mark.handbook("R7.8", "S45")
@pytest.mark.parametrize(
    ("here", "other", "norm"),
    [
        (use(audience=Audience.PUBLIC), use(audience=Audience.SCHOOL), "consent.changed-use"),
        (use(provider="Facebook"), use(), "consent.changed-use"),
        (use(contact_list=True), use(), "contact-list.consent.renewal"),
        (use(), use(follows=True), "consent.same-use"),
        (use(followed=True), use(), "consent.same-use"),
    ],
)
def test_more_readers_another_company_a_list_or_a_chain_are_never_one_use(here: Use, other: Use, norm: str) -> None:
    assert may_follow(here, other).norms == (norm,)


def test_the_list_names_readers_questions_and_what_is_not_chosen_yet(school) -> None:
    text = words(client_of(school, "teacher").get(reverse("channels", args=[school.pk])))

    assert "telt mee met Nieuwsbrief" in text
    assert "foto’s en video’s en gegevens zonder foto" in text
    assert "nog niet gekozen" in text


def test_the_list_costs_the_same_for_any_number_of_places(school, django_assert_max_num_queries) -> None:
    client = client_of(school)
    with django_assert_max_num_queries(30):
        client.get(reverse("channels", args=[school.pk]))


def test_a_place_without_a_text_is_a_gap(school) -> None:
    Question.objects.filter(channel=channel(school, "folder")).update(text=None)

    response = client_of(school).get(reverse("channels", args=[school.pk]))

    assert heading(response) == "Bij één plek ontbreekt nog iets."
    assert "Hier ontbreekt de tekst voor ouders." in words(response)


def test_a_changed_text_is_another_version_and_the_old_one_stays(school) -> None:
    before = question(school, "website", "image").text
    form = filled(school, "website", **{"image-ask_nl": "Mag een foto van {name} op onze site?"})

    assert client_of(school).post(page_of(school, "website"), form).status_code == 302

    now = question(school, "website", "image").text
    before.refresh_from_db()
    assert (now.version, before.version) == (2, 1)
    assert now.in_("nl").startswith("Mag een foto van {name} op onze site?")


@pytest.mark.handbook("R7.8")
def test_another_audience_is_told_first_and_then_ends_the_answers(school) -> None:
    pupil = b.a_pupil(a_school_with_channels(school.board, mode="each_year"))
    says(pupil, b.a_guardian(pupil).person, "calendar", "given")
    client, place = client_of(pupil.school), page_of(pupil.school, "calendar")
    form = filled(pupil.school, "calendar", audience="public")

    first = client.post(place, form)

    assert first.status_code == 422
    assert "Het antwoord over 1 persoon telt dan niet meer." in words(first)
    assert channel(pupil.school, "calendar").audience == "school"
    assert client.post(place, form | {"zeker": "ja"}).status_code == 302
    found = people_for(
        place_of(channel(pupil.school, "calendar"), Matter.IMAGE, clock.today()), [pupil.person_id], clock.today()
    )
    assert not found[0].consent


def test_a_stale_form_keeps_what_was_typed(school) -> None:
    form = filled(school, "website", name_nl="Onze site")
    change_channel(OPERATOR, channel=channel(school, "website"), shown=None, changed={"name": Words("Site", "Site")})

    response = client_of(school).post(page_of(school, "website"), form)

    assert response.status_code == 409
    assert 'value="Onze site"' in response.content.decode()
    assert "Iemand anders heeft dit intussen veranderd." in words(response)
    assert channel(school, "website").name["nl"] == "Site"


@pytest.mark.handbook("R7.12")
def test_a_text_that_does_not_name_the_company_is_not_kept(school) -> None:
    form = filled(school, "instagram", **{"image-ask_nl": "Mag dit?", "image-tell_nl": "Iedereen ziet het."})

    response = client_of(school).post(page_of(school, "instagram"), form)

    assert response.status_code == 422
    assert "Noem het bedrijf." in words(response)


def test_a_question_needs_both_languages(school) -> None:
    response = client_of(school).post(page_of(school, "website"), filled(school, "website", **{"image-ask_en": ""}))

    assert response.status_code == 422
    assert "Zonder deze tekst kan school niets vragen." in words(response)


def test_who_only_reads_sees_no_form(school) -> None:
    response = client_of(school, "teacher").get(page_of(school, "website"))

    assert "<form" not in response.content.decode().split("<main")[1].split("</main>")[0]
    assert client_of(school, "administrator").post(page_of(school, "website"), {}).status_code == 403


def test_a_place_of_the_schools_own_is_added_with_a_question_in_both_languages(school) -> None:
    form = {
        "name_nl": "Scherm in de hal", "name_en": "Screen in the hall", "audience": "school", "what": "both",
        "where_nl": "op het scherm in de hal", "where_en": "on the screen in the hall",
    }  # fmt: skip

    assert client_of(school).post(reverse("new_channel", args=[school.pk]), form).status_code == 302

    assert question(school, "scherm_in_de_hal", "image").text.in_("en").startswith("May a photo or video of {name}")
    assert client_of(school).post(reverse("new_channel", args=[school.pk]), form).status_code == 302
    assert Channel.objects.filter(school=school, slug="scherm_in_de_hal_2").exists()


def test_one_use_is_offered_only_where_the_rule_says_yes(school) -> None:
    body = client_of(school).get(page_of(school, "calendar")).content.decode()

    assert '<option value="newsletter">' in body
    assert '<option value="closed_class_page">' not in body
    client = client_of(school)
    form = {"version": channel(school, "calendar").version, "wat": "mee", "met": "newsletter"}
    assert client.post(reverse("channel_use", args=[school.pk, "calendar"]), form).status_code == 302
    assert channel(school, "calendar").same_as.slug == "newsletter"


@pytest.mark.handbook("R7.8")
def test_a_wider_place_is_refused_also_by_a_made_up_form(school) -> None:
    form = {"version": channel(school, "website").version, "wat": "mee", "met": "newsletter"}

    response = client_of(school).post(reverse("channel_use", args=[school.pk, "website"]), form)

    assert response.status_code == 409
    assert "Dat is een nieuw gebruik." in words(response)
    assert channel(school, "website").same_as is None


@pytest.mark.handbook("R7.9")
def test_places_that_are_one_use_cannot_grow_apart_unnoticed(school) -> None:
    with pytest.raises(Refused):
        change_channel(
            OPERATOR, channel=channel(school, "newsletter_digital"), shown=None, changed={"audience": "public"}
        )
    with pytest.raises(Refused):
        change_channel(OPERATOR, channel=channel(school, "newsletter"), shown=None, changed={"audience": "class"})
    follow(OPERATOR, channel=channel(school, "newsletter_digital"), other=None)
    change_channel(OPERATOR, channel=channel(school, "newsletter"), shown=None, changed={"audience": "class"})


def test_a_place_that_stopped_is_asked_no_more_and_can_start_again(school) -> None:
    client, place = client_of(school), reverse("channel_use", args=[school.pk, "folder"])

    client.post(place, {"version": channel(school, "folder").version, "wat": "stop"})

    assert "Niet meer in gebruik" in words(client.get(reverse("channels", args=[school.pk])))
    client.post(place, {"version": channel(school, "folder").version, "wat": "weer"})
    assert channel(school, "folder").ended is None


def test_a_place_that_others_count_along_with_cannot_stop(school) -> None:
    with pytest.raises(Refused, match="Let those ask for themselves first"):
        end_channel(OPERATOR, channel=channel(school, "newsletter"))


@pytest.mark.handbook("R7.4", "R7.5", "S44", "T05", "R5.20")
def test_one_page_says_what_each_way_means_and_keeps_the_choice_per_place(school) -> None:
    client, place = client_of(school), reverse("consent_modes", args=[school.pk])
    text = words(client.get(place))

    assert "Een leerkracht vraagt het eerst, en wacht op antwoord." in text
    assert "Voor een contactlijst vraagt school het elk schooljaar." in text
    assert "checked" not in client.get(place).content.decode()
    form = {"plek-website": "standing", "versie-website": channel(school, "website").version,
            "plek-phone_list": "standing", "versie-phone_list": "1"}  # fmt: skip
    assert client.post(place, form).status_code == 302
    assert (channel(school, "website").mode, channel(school, "website").chosen_on) == ("standing", clock.today())
    assert channel(school, "phone_list").mode == "each_year"
    assert channel(school, "folder").chosen_on is None


def test_a_choice_that_somebody_else_made_meanwhile_is_told(school) -> None:
    client, place = client_of(school), reverse("consent_modes", args=[school.pk])

    response = client.post(place, {"plek-website": "standing", "versie-website": "99"})

    assert response.status_code == 409
    assert "Iemand anders koos hier intussen iets." in words(response)
    assert channel(school, "website").mode == "each_time"


def test_english_readers_read_english(school) -> None:
    assert "How often do we ask?" in words(client_of(school, language="en").get(reverse("channels", args=[school.pk])))


def test_a_question_that_is_not_asked_needs_no_text(school) -> None:
    assert client_of(school).post(page_of(school, "folder"), filled(school, "folder")).status_code == 302
    assert not Question.objects.filter(channel=channel(school, "folder"), matter="information", asked=True).exists()


def test_whoever_only_reads_a_place_reads_the_question_as_a_parent_does(school) -> None:
    text = words(client_of(school, "administrator").get(page_of(school, "website")))
    assert "{name}" not in text
    assert "Mag een foto of video van uw kind" in text


def test_whoever_cannot_choose_reads_what_was_chosen_and_who_chooses() -> None:
    school = a_school_with_channels()
    page = reverse("consent_modes", args=[school.pk])

    text = words(b.signed_in(b.a_member(school, "administrator").account).get(page))
    assert "Kies voor" not in text and "Dit kiest de directeur." in text
    assert "Kies voor" in words(b.signed_in(b.a_member(school, "director").account).get(page))
