"""The interface's own pages, in both languages: nothing untranslated, nothing from elsewhere, choices remembered."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.html import strip_tags

from vuistregel.ui.tests.sources import UI

pytestmark = pytest.mark.urls("vuistregel.ui.tests.urls")

PAGES = ("/stijlblad/", "/toegankelijkheid/", "/geweigerd/")


@pytest.fixture
def visitor(settings) -> Client:
    settings.EXAMPLE = False
    return Client(headers={"accept-language": "nl"})


def dutch_sentences() -> set[str]:
    """What must not stand on an English page: Dutch sentences whose English is different."""
    with (UI / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, locale="en")
    return {
        m.id
        for m in catalog
        if isinstance(m.id, str) and m.id and m.id != m.string and len(m.id) > 8 and "%" not in m.id
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_dutch_first(visitor: Client, path: str):
    page = visitor.get(path).content.decode()
    assert '<html lang="nl">' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_dutch(visitor: Client, path: str):
    text = strip_tags(visitor.get(path, headers={"accept-language": "en"}).content.decode())
    assert {sentence for sentence in dutch_sentences() if sentence in text} == set()


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_used_once_and_links_within_the_page_arrive(visitor: Client, path: str):
    page = visitor.get(path).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    described = {i for value in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page) for i in value.split()}
    assert (wanted | described) - set(ids) == set()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_from_the_house(visitor: Client, path: str):
    page = visitor.get(path).content.decode()
    assert re.findall(r'(?:src|href)="(https?:|//)', page) == []


def test_the_choice_of_language_is_remembered_and_leads_back(visitor: Client):
    answer = visitor.post("/taal/", {"language": "en", "next": "/toegankelijkheid/?a=b"})
    assert answer.status_code == 302
    assert answer["Location"] == "/toegankelijkheid/?a=b"
    assert "Everybody must be able to use Vuistregel." in visitor.get("/toegankelijkheid/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_the_choice_of_language_leads_nobody_out_of_the_house(visitor: Client, elsewhere: str):
    assert visitor.post("/taal/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_an_unknown_language_is_not_remembered(visitor: Client):
    assert not visitor.post("/taal/", {"language": "xx"}).cookies


def test_a_choice_changes_nothing_by_a_mere_link(visitor: Client):
    assert visitor.get("/taal/").status_code == 405
    assert visitor.get("/weergave/").status_code == 405


def test_light_or_dark_is_remembered_and_can_be_given_back_to_the_device(visitor: Client):
    visitor.post("/weergave/", {"theme": "dark"})
    assert 'data-theme="dark"' in visitor.get("/toegankelijkheid/").content.decode()
    visitor.post("/weergave/", {"theme": "device"})
    assert "data-theme" not in visitor.get("/toegankelijkheid/").content.decode()


def test_a_cookie_cannot_put_anything_into_the_page(visitor: Client):
    visitor.cookies["theme"] = '"><script>'
    assert "data-theme" not in visitor.get("/toegankelijkheid/").content.decode()
