"""The chapters of the handbook in our own words, and the norms that carry them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import norms
from vuistregel.guide.chapters import Chapter, chapters
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.steps.catalogue import STEPS

every_chapter = pytest.mark.parametrize("chapter", chapters(), ids=lambda c: str(c.number))


def test_there_are_ten_chapters_in_order() -> None:
    assert [c.number for c in chapters()] == list(range(1, 11))


@every_chapter
def test_the_norms_that_a_chapter_names_exist(chapter: Chapter) -> None:
    assert chapter.norms
    assert set(chapter.norms) <= set(norms.book().ids)


@every_chapter
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_chapter_is_a_page_for_anyone_with_gist_and_rules(chapter: Chapter, language: str, settings) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = client.get(reverse("chapter", args=[chapter.number]))

    assert heading(response) == chapter.title.in_(language)
    text = words(response)
    for sentence in (chapter.gist, *chapter.rules):
        assert sentence.in_(language) in text


@pytest.mark.handbook("R1.17")
def test_each_step_is_named_on_the_page_of_its_chapter() -> None:
    for step in STEPS:
        text = words(Client().get(reverse("chapter", args=[step.chapter])))
        assert step.title.nl in text


def test_the_list_leads_to_every_chapter_and_one_more_is_not_found() -> None:
    body = Client().get(reverse("contents")).content.decode()

    assert all(reverse("chapter", args=[c.number]) in body for c in chapters())
    assert Client().get(reverse("chapter", args=[11])).status_code == 404
