"""The commands about places and answers: what they print for a program, and how they end."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from vuistregel import clock, norms
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions.asks import ask_this_time
from vuistregel.consent.models import Consent
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db


def run(*args: str) -> tuple[int, Any]:
    """Exit code and what `--json` printed."""
    out = StringIO()
    code = 0
    try:
        call_command(*args, "--json", stdout=out, stderr=StringIO())
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as wrong:
        return wrong.returncode, None
    return code, json.loads(out.getvalue())


@pytest.fixture
def pupil() -> Pupil:
    pupil = b.a_pupil(a_school_with_channels(mode="each_year"), key="4711")
    b.a_guardian(pupil, key="O1")
    return pupil


def record(pupil: Pupil, *more: str, by: str = "O1", answer: str = "given", place: str = "website") -> tuple[int, Any]:
    return run(
        "record_consent", "--school", pupil.school.brin, "--pupil", pupil.key, "--channel", place,
        "--answer", answer, "--by", by, "--how", "paper", *more,
    )  # fmt: skip


@pytest.mark.handbook("R7.7")
def test_channels_lists_at_least_the_places_of_the_handbook(pupil) -> None:
    code, found = run("channels", "--school", pupil.school.brin)

    assert code == 0
    assert {c["slug"] for c in found} >= {
        "website", "newsletter", "school_guide", "folder", "calendar", "facebook", "instagram", "youtube",
        "closed_class_page", "phone_list",
    }  # fmt: skip
    by_slug = {c["slug"]: c for c in found}
    assert by_slug["newsletter_digital"]["same_as"] == "newsletter"
    assert (by_slug["phone_list"]["mode"], by_slug["phone_list"]["asks"]) == ("each_year", ["contact"])
    assert (by_slug["facebook"]["audience"], by_slug["facebook"]["provider"]) == ("public", "Facebook")


def test_channels_of_a_school_that_has_none_are_prepared() -> None:
    code, found = run("channels", "--school", b.a_school().brin)

    assert (code, len(found) > 10) == (0, True)


@pytest.mark.handbook("R7.4", "R7.5")
def test_consent_mode_sets_how_often(pupil) -> None:
    code, found = run("consent_mode", "--school", pupil.school.brin, "--channel", "website", "--mode", "standing")

    assert (code, found["channel"], found["mode"]) == (0, "website", "standing")
    assert channel(pupil.school, "website").mode == "standing"


@pytest.mark.handbook("R5.20")
def test_consent_mode_refuses_another_way_for_a_list_with_the_norm(pupil) -> None:
    code, found = run("consent_mode", "--school", pupil.school.brin, "--channel", "phone_list", "--mode", "standing")

    assert (code, found["outcome"]) == (1, "no")
    assert found["reasons"][0]["norm"] == "contact-list.consent.renewal"


def test_record_consent_keeps_the_answer_of_a_parent(pupil) -> None:
    code, found = record(pupil)

    row = Consent.objects.get()
    assert code == 0
    assert found == {
        "consent": str(row.key), "channel": "website", "matter": "image", "answer": "given", "capacity": "guardian",
        "on": clock.today().isoformat(),
    }  # fmt: skip


def said(*args: str) -> str:
    """The sentence with which a command refuses."""
    err = StringIO()
    try:
        call_command(*args, stdout=StringIO(), stderr=err)
    except CommandError as wrong:
        return str(wrong)
    except SystemExit:
        return err.getvalue()
    return ""


def test_record_consent_of_a_day_on_which_nobody_was_known_yet_says_so_and_not_that_there_is_nobody(pupil) -> None:
    place = ("record_consent", "--school", pupil.school.brin, "--pupil", pupil.key, "--channel", "website")
    asked = (*place, "--answer", "given", "--how", "paper", "--by")
    guardian = pupil.guardianships.get()
    guardian.since = date(2026, 8, 1)
    guardian.save()

    assert said(*asked, "O9") == "Er is geen ouder of verzorger met nummer O9."
    early = said(*asked, "O1", "--on", "2026-07-31")
    assert early == (
        "Op 2026-07-31 kende de school nummer O1 nog niet als ouder of verzorger. Dat is zo sinds 2026-08-01."
    )
    guardian.until = date(2026, 9, 1)
    guardian.save()
    assert said(*asked, "O1") == (f"Op {clock.today()} was nummer O1 geen ouder of verzorger. Op een andere dag wel.")
    assert not Consent.objects.exists()


def test_a_day_before_the_norms_is_told_in_words_and_not_by_the_name_of_a_norm_alone(pupil) -> None:
    pupil.guardianships.update(since=date(1980, 1, 1))
    place = ("record_consent", "--school", pupil.school.brin, "--pupil", pupil.key, "--channel", "website")

    text = said(*place, "--answer", "given", "--how", "paper", "--by", "O1", "--on", "1990-01-01")

    assert text.startswith("Op 1990-01-01 gold deze regel niet: ")
    assert str(norms.on(clock.today(), sector="po")["age.own-decision"].title) in text


@pytest.mark.handbook("R2.8")
def test_record_consent_of_who_does_not_decide_is_refused_with_reasons(pupil) -> None:
    b.a_guardian(pupil, key="O2", authority="no", call_name="Tom")

    code, found = record(pupil, by="O2")

    assert (code, found["outcome"]) == (1, "no")
    assert found["reasons"]
    assert not Consent.objects.exists()


@pytest.mark.handbook("S80")
def test_record_consent_takes_the_own_no_of_a_pupil_of_twelve(pupil) -> None:
    young = b.a_pupil(pupil.school, born=b.years_ago(13), key="12")

    assert record(young, by="self", answer="given", place="folder")[0] == 1
    assert record(young, by="self", answer="withdrawn")[1]["capacity"] == "shared"


@pytest.mark.handbook("R7.4")
def test_a_place_asked_each_time_needs_the_publication() -> None:
    pupil = b.a_pupil(a_school_with_channels(), key="4711")
    b.a_guardian(pupil, key="O1")

    assert record(pupil)[0] == 2
    use = uuid4()
    assert record(pupil, "--publication", str(use))[0] == 0
    assert Consent.objects.get().use == use


@pytest.mark.handbook("S69")
def test_an_answer_about_one_use_is_about_no_other_place_or_school() -> None:
    pupil = b.a_pupil(a_school_with_channels(), key="4711")
    b.a_guardian(pupil, key="O1")
    other = b.a_pupil(a_school_with_channels(), key="12")
    b.a_guardian(other, key="O1")
    asked = ask_this_time(
        OPERATOR, use=uuid4(), channel=channel(pupil.school, "newsletter"), matter=Matter.IMAGE,
        persons=[pupil.person_id], title="Sportdag",
    )  # fmt: skip
    use = ("--publication", str(asked.key))

    for somebody, place in ((pupil, "website"), (pupil, "youtube"), (other, "newsletter")):
        code, told = record(somebody, *use, place=place)
        assert (code, told["outcome"]) == (1, "no"), place
    assert not Consent.objects.exists()

    assert record(pupil, *use, place="newsletter")[1]["publication_known"] is True
    assert record(pupil, "--publication", str(uuid4()), place="website")[1]["publication_known"] is False


@pytest.mark.parametrize(
    "changed", [{"place": "krant"}, {"by": "O9"}, {"place": "newsletter", "by": "nobody"}], ids=str
)
def test_a_place_or_person_that_is_not_there_is_wrong_use(pupil, changed: dict[str, str]) -> None:
    assert record(pupil, **changed)[0] == 2


def test_a_school_or_pupil_that_is_not_there_is_wrong_use(pupil) -> None:
    assert run("channels", "--school", "00XX")[0] == 2
    pupil.key = "9999"
    assert record(pupil)[0] == 2


@pytest.mark.handbook("S65", "S66")
def test_may_publish_on_a_phone_list_is_refused_with_its_norm_while_a_number_is_protected(pupil) -> None:
    b.a_contact(pupil.guardianships.get().person, "phone", "06 1111 2222")
    record(pupil, place="phone_list")
    asked = ("may_publish", "--school", pupil.school.brin, "--channel", "phone_list", "--kind", "information",
             "--pupil", pupil.key)  # fmt: skip
    assert run(*asked)[1]["outcome"] == "allowed"
    b.raised(pupil.person, "phone")

    code, found = run(*asked)

    assert (code, found["outcome"]) == (1, "refused")
    assert [(r["norm"], r["person"]) for r in found["reasons"]] == [("confidentiality.raise", pupil.key)]
