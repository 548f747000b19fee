"""Nothing of the API is open by accident: the gate, the check at start and the OpenAPI document say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import ERROR, run_checks
from django.http import HttpRequest
from django.test import Client
from ninja.operation import Operation, PathView

from vuistregel.access.actor import VISITOR
from vuistregel.access.engine import Undeclared, engine
from vuistregel.access.gate import operation_declared
from vuistregel.api.docs import calls
from vuistregel.api.house import api
from vuistregel.api.openapi import SCHEME
from vuistregel.api.operations import Explained, operation, operations
from vuistregel.api.problems import KINDS
from vuistregel.api.tests.systems import ROOT, a_school, a_system
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


def everything(request: HttpRequest) -> list[str]:
    """An operation that somebody wrote and forgot to declare."""
    return ["secret"]


@pytest.fixture
def forgotten() -> Iterator[Operation]:
    """`DELETE /schools` without a declaration, in the running API."""
    view: PathView = next(v for b in api._get_bound_routers() for p, v in b.path_operations.items() if p == "/schools")
    added = view.add_operation("/schools", ["DELETE"], everything, auth=None)
    added.api = api
    yield added
    view.operations.remove(added)


def document(language: str = "nl") -> dict[str, Any]:
    found: dict[str, Any] = Client().get(f"{ROOT}/openapi.json", headers={"Accept-Language": language}).json()
    return found


@pytest.mark.handbook("R10.4")
def test_an_operation_without_a_declaration_is_refused_when_it_is_called(forgotten: Operation) -> None:
    school = a_school()
    response = a_system(school.board).call("DELETE", "/schools")
    assert response.status_code == 403 and b"secret" not in response.content
    assert a_system(school.board).get("/schools").status_code == 200, "its neighbours answer as before"


def test_an_operation_without_a_declaration_is_named_at_start(forgotten: Operation) -> None:
    named = [m for m in run_checks() if m.level >= ERROR and m.id == "api.E001"]
    assert [m.msg for m in named] == ["The API operation DELETE /schools declares no category and verb."]


def test_every_operation_of_the_house_is_declared() -> None:
    assert [m for m in run_checks() if m.id == "api.E001"] == []
    assert operation_declared("api/v1/schools/<brin>/steps", "GET")


def test_a_category_that_the_matrix_does_not_know_does_not_import() -> None:
    said = Explained(Words("Iets", "Something"), Words("Iets.", "Something."))
    with pytest.raises(Undeclared):
        operation(category="everything", verb="read", explained=said)


def test_the_document_lists_exactly_the_operations_with_what_each_asks() -> None:
    listed = {
        (path.removeprefix(ROOT), method.upper()): entry["security"]
        for path, methods in document()["paths"].items()
        for method, entry in methods.items()
    }
    expected = {}
    for path, method, declared in operations(api):
        assert declared is not None
        is_open = engine().anywhere(VISITOR, declared.verb, declared.category)
        expected[path, method] = [] if is_open else [{SCHEME: [f"{declared.category}:{declared.verb}"]}]
    assert listed == expected


def test_the_scheme_is_a_bearer_token_and_every_answer_has_its_shape() -> None:
    found = document()
    scheme = found["components"]["securitySchemes"][SCHEME]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for methods in found["paths"].values():
        for entry in methods.values():
            assert entry["summary"] and entry["description"]
            good = [a for status, a in entry["responses"].items() if status.startswith("2")]
            assert good and all("content" in answer for answer in good)
            bad = [a["$ref"].rsplit("/", 1)[-1] for status, a in entry["responses"].items() if status >= "4"]
            assert {"invalid", "too-many", "our-fault"} <= set(bad)
    for kind in KINDS.values():
        content = found["components"]["responses"][kind.slug]["content"]
        assert content["application/problem+json"]["example"]["status"] == kind.status


def test_every_reference_in_the_document_leads_somewhere() -> None:
    found = document()
    references: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            references.extend([part["$ref"]] if "$ref" in part else [])
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(found)
    assert references
    for reference in references:
        _, *steps = reference.split("/")
        here: Any = found
        for step in steps:
            here = here[step]


def test_the_document_speaks_both_languages() -> None:
    dutch, english = document("nl"), document("en")
    path = f"{ROOT}/schools/{{brin}}/roster-imports"
    assert dutch["paths"][path]["post"]["summary"] == "Lees een bestand in"
    assert english["paths"][path]["post"]["summary"] == "Take in a file"
    fields = english["paths"][path]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    assert {name: bool(f["description"]) for name, f in fields.items()} == dict.fromkeys(
        ("file", "kind", "dry_run", "confirm_departures"), True
    )


def test_the_page_says_what_must_be_sent_which_right_it_takes_and_shows_an_example() -> None:
    found = {call.title: call for call in calls(document())}
    take_in = found["Lees een bestand in"]
    assert {p.name for p in take_in.parameters if p.required} == {"brin", "file"}
    assert next(p for p in take_in.parameters if p.name == "kind").choices == ("roster", "contacts")
    assert take_in.scopes == ("roster:import",) and "-F file=@leerlingen.xml" in take_in.asks
    assert '"applied": true' in take_in.answers and '"new": 3' in take_in.answers
    may = found["Mag dit worden gepubliceerd?"]
    assert {p.name for p in may.parameters if p.required} == {"school", "channel", "kind"}
    assert next(p for p in may.parameters if p.name == "kind").choices == ("group", "portrait", "video", "information")
    assert '"channel": "website"' in may.asks and "application/json" in may.asks
    norms = found["De normen van een dag"]
    assert norms.scopes == () and "Authorization" not in norms.asks


def test_every_type_of_problem_is_explained_at_its_address() -> None:
    text = Client().get(f"{ROOT}/docs/").content.decode()
    for kind in KINDS.values():
        assert kind.type == f"{ROOT}/docs/#{kind.slug}" and f'id="{kind.slug}"' in text
