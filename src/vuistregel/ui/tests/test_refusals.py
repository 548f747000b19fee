"""A refusal says what, why, whom to ask and a way out, to anybody, in both languages, without the database."""

from __future__ import annotations

import pytest
from django.test import Client

from vuistregel.ui.tests import urls

pytestmark = pytest.mark.urls("vuistregel.ui.tests.urls")


@pytest.fixture
def visitor(settings) -> Client:
    settings.EXAMPLE = False
    return Client(headers={"accept-language": "nl"})


@pytest.mark.handbook("R5.30")
def test_a_refusal_says_what_why_whom_to_ask_and_the_way_back(visitor: Client):
    answer = visitor.get("/geweigerd/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'<h1 class="utrecht-heading-1">{urls.WHAT.nl}</h1>' in page
    assert "Het gaat over gezondheid." in page
    assert "Ilona de Ruiter" in page
    assert "intern begeleider" in page
    assert 'href="mailto:ilona@school.example?subject=' in page
    assert 'href="/groep/"' in page
    assert "Vraag het de intern begeleider." in page
    assert "7F3K-29" in page
    assert "vastgelegd" in page


def test_the_rule_is_one_tap_away(visitor: Client):
    page = visitor.get("/geweigerd/").content.decode()
    assert '<details class="vr-norm">' in page
    assert "Welke regel is dit?" in page


def test_a_refusal_without_anything_else_still_has_a_way_out(visitor: Client):
    page = visitor.get("/geweigerd-kaal/").content.decode()
    assert "Deze pagina mag u niet zien." in page
    assert "Naar het begin" in page


def test_a_norm_that_is_not_there_does_not_silence_the_refusal(visitor: Client):
    answer = visitor.get("/onbekende-norm/")
    assert answer.status_code == 403
    assert urls.WHAT.nl in answer.content.decode()


def test_what_cannot_be_said_yet_says_what_is_missing(visitor: Client):
    page = visitor.get("/open-vraag/").content.decode()
    assert "Dit kunnen wij nog niet zeggen." in page
    assert "Het gezag is niet bekend." in page


def test_english_is_a_full_second_voice(visitor: Client):
    page = visitor.get("/geweigerd/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert urls.WHAT.en in page
    assert "We have recorded that you tried this." in page
    assert "gezondheid" not in page
