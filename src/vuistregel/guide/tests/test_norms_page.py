"""The norms for anyone to read: then and now beside each other, promises and doubts named, every period on its page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.guide.pages import HANDBOOK_DAY
from vuistregel.organisation.tests.reading import heading, words


def shown(**query: str) -> str:
    response = Client().get(reverse("norms", query=query))
    assert response.status_code == 200
    return words(response)


@pytest.mark.handbook("T27")
def test_anyone_reads_the_norms_of_2016_and_of_now_beside_each_other() -> None:
    text = shown()

    assert "Toen: 1-3-2016" in text
    assert norms.release() in text
    for pair in norms.then_and_now(norms.book(), HANDBOOK_DAY, clock.today()):
        assert pair.title.nl in text


def test_a_norm_that_begins_later_is_there_on_a_later_day() -> None:
    later = "AI met hoog risico in het onderwijs"

    assert later not in shown(nu="2026-11-24")
    assert later in shown(nu="2035-01-01")


def test_a_promise_and_a_norm_that_nobody_checked_say_so() -> None:
    text = shown()

    assert "Een belofte, geen wet." in text
    assert "Nog niet nagekeken." in text


@pytest.mark.handbook("T27")
def test_where_handbook_and_todays_law_differ_stands_in_a_table() -> None:
    text = shown()

    assert len(norms.differences()) > 3
    for difference in norms.differences():
        assert difference.subject.nl in text


def test_a_search_finds_by_word_by_article_and_by_number_of_the_handbook() -> None:
    assert "Hoe oud het leerlingbestand mag zijn" in shown(zoek="ROSTER.MAX")
    assert "Hoe oud het leerlingbestand mag zijn" in shown(zoek="r3.17")
    assert "Geen norm past bij wat u zoekt." in shown(zoek="zzzzz")


def test_only_what_changed_leaves_out_what_stayed() -> None:
    body = Client().get(reverse("norms", query={"anders": "ja"})).content.decode()

    pairs = norms.then_and_now(norms.book(), HANDBOOK_DAY, clock.today())
    listed = [f'href="{reverse("norm", args=[p.id])}"' in body for p in pairs]
    assert listed == [p.changed for p in pairs]
    assert set(listed) == {True, False}


@pytest.mark.parametrize("name", ["toen", "nu"])
def test_a_day_that_does_not_exist_is_not_found(name: str) -> None:
    assert Client().get(reverse("norms", query={name: "2016-13-01"})).status_code == 404


@pytest.mark.parametrize("norm", sorted({n.id for n in norms.book().norms}))
def test_every_norm_has_its_page_with_all_its_periods(norm: str) -> None:
    response = Client().get(reverse("norm", args=[norm]))

    periods = norms.book().periods(norm)
    assert heading(response) == periods[0].title.nl
    text = words(response)
    for period in periods:
        assert period.reference.nl in text
    assert text.count("Waarde") >= len(periods)


@pytest.mark.parametrize("norm", sorted({n.id for n in norms.book().norms}))
def test_a_norm_says_where_it_stands_in_the_readers_language(norm: str) -> None:
    text = words(Client(headers={"accept-language": "en"}).get(reverse("norm", args=[norm])))

    for period in norms.book().periods(norm):
        assert period.reference.en in text
        assert period.reference.nl not in text


def test_a_norm_that_does_not_exist_is_not_found() -> None:
    assert Client().get(reverse("norm", args=["no.such"])).status_code == 404
