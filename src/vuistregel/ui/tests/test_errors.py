"""Error pages say whose mistake it is and what one can do; ours stands without account, session or database."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory

from vuistregel.ui import errors

pytestmark = pytest.mark.urls("vuistregel.ui.tests.urls")


@pytest.fixture
def visitor(settings) -> Client:
    settings.EXAMPLE = False
    settings.DEBUG = False
    return Client(headers={"accept-language": "nl"}, raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status", "finding"),
    [
        ("/verdacht/", 400, "Dit konden wij niet lezen."),
        ("/verboden/", 403, "Deze pagina mag u niet zien."),
        ("/is-er-niet/", 404, "Deze pagina is er niet."),
        ("/stuk/", 500, "Dit ging bij ons mis."),
    ],
)
def test_each_error_is_a_finding_in_plain_words(visitor: Client, path: str, status: int, finding: str):
    answer = visitor.get(path)
    assert answer.status_code == status
    assert f'<h1 class="utrecht-heading-1">{finding}</h1>' in answer.content.decode()


def test_our_own_mistake_carries_a_reference_that_stands_in_the_log(visitor: Client, caplog: pytest.LogCaptureFixture):
    page = visitor.get("/stuk/").content.decode()
    found = re.search(r"Kenmerk <b class=\"vr-num\">([0-9A-Z]{4}-[0-9A-Z]{2})</b>", page)
    assert found is not None
    assert any(found.group(1) in record.getMessage() for record in caplog.records)
    assert "database is away" not in page


def test_references_differ_and_can_be_read_out_loud():
    references = {errors.new_reference() for _ in range(200)}
    assert len(references) > 190
    assert not any(set(reference) & set("01OIL") for reference in references)


def test_when_the_templates_are_what_broke_one_sentence_remains(monkeypatch: pytest.MonkeyPatch):
    def broken(*args: object, **kwargs: object) -> str:
        raise TemplateDoesNotExist("500.html")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content.decode().startswith("Dit ging bij ons mis. Kenmerk ")


def test_a_form_that_stood_open_too_long_says_that_nothing_changed(settings):
    settings.EXAMPLE = False
    visitor = Client(enforce_csrf_checks=True, headers={"accept-language": "nl"})
    answer = visitor.post("/taal/", {"language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Deze pagina stond te lang open." in page
    assert "Er is niets veranderd." in page


def test_the_error_page_asks_nothing_of_the_request():
    class Untouchable(HttpRequest):
        def __getattribute__(self, name: str) -> object:
            raise AssertionError(f"the error page asked the request for {name}")

    assert errors.server_error(Untouchable.__new__(Untouchable)).status_code == 500
