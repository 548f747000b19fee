"""Whatever a system sends that the document describes, or does not, the house answers and does not fall over."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vuistregel.api.house import api
from vuistregel.api.tests.systems import ROOT, System, a_school, a_system
from vuistregel.organisation.tests.builders import a_guardian, a_pupil

pytestmark = pytest.mark.django_db

#: Built once: the document is what a caller has, so what is called comes from it alone.
DOCUMENT: dict[str, Any] = api.get_openapi_schema()
CALLS = [
    (path.removeprefix(ROOT), method.upper(), entry)
    for path, methods in DOCUMENT["paths"].items()
    for method, entry in methods.items()
]
#: Headers hold what a server lets through: no control characters.
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
ODD = st.text(max_size=30) | st.sampled_from(
    ["", " ", "\x00", "../..", "%", "1e9", "-1", "null", "\N{PILE OF POO}" * 9]
)


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """Values that exist, filled in by the test below: so that calls get past the first look-up."""
    return {}


def value(schema: dict[str, Any], known: dict[str, str], name: str) -> st.SearchStrategy[str]:
    """Values of a parameter: what exists, what its schema describes, and anything else."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    kinds = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    found: list[st.SearchStrategy[str]] = [ODD, st.sampled_from([known.get(name, "")])]
    for kind in kinds:
        if "enum" in kind:
            found.append(st.sampled_from(kind["enum"]))
        elif kind.get("format") == "date":
            found.append(st.dates().map(str))
        elif kind.get("format") == "uuid":
            found.append(st.uuids().map(str))
        elif kind.get("type") == "boolean":
            found.append(st.sampled_from(["true", "false", "yes", "1"]))
    return st.one_of(found)


def a_call(draw: Any, known: dict[str, str]) -> tuple[str, str, dict[str, Any], dict[str, str]]:
    path, method, entry = draw(st.sampled_from(CALLS))
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    for parameter in entry["parameters"]:
        drawn = draw(value(parameter["schema"], known, parameter["name"]))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(drawn or "-", safe=""))
        elif parameter["in"] == "query" and draw(st.booleans()):
            query[parameter["name"]] = drawn
        elif parameter["in"] == "header" and draw(st.booleans()):
            headers[parameter["name"]] = draw(HEADER)
    content = entry.get("requestBody", {}).get("content", {}).get("multipart/form-data", {})
    fields: dict[str, Any] = {}
    for name, field in content.get("schema", {}).get("properties", {}).items():
        if not draw(st.booleans()):
            continue
        if field.get("format") == "binary":
            fields[name] = SimpleUploadedFile("export", draw(st.binary(min_size=1, max_size=200)))
        else:
            fields[name] = draw(value(field, known, name))
    return f"{path}?{urlencode(query)}", method, fields, headers


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_call_makes_the_house_fall_over(data: st.DataObject, known: dict[str, str], db: None) -> None:
    cache.clear()
    if not known:
        school = a_school()
        pupil = a_pupil(school, key="4711")
        a_guardian(pupil)
        known.update(brin=school.brin, key=pupil.key)
        known["secret"] = a_system(school.board).secret
    secret = data.draw(st.sampled_from([known["secret"]] * 4 + [""]) | HEADER)
    path, method, fields, headers = a_call(data.draw, known)
    system = System(secret)
    response = system.post(path, fields, headers=headers) if method == "POST" else system.get(path, headers=headers)
    assert response.status_code < 500, (path, headers, response.content)
    assert response["Content-Type"].startswith(("application/json", "application/problem+json"))
    if response.status_code >= 400:
        assert {"type", "title", "status"} <= set(response.json())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
    path=st.text(max_size=40),
    body=st.binary(max_size=60),
    kind=st.sampled_from(["", "application/json", "multipart/form-data; boundary=x", "text/xml"]) | HEADER,
)
def test_no_address_below_the_api_answers_otherwise_than_in_problems(
    method: str, path: str, body: bytes, kind: str, db: None
) -> None:
    cache.clear()
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    response = client.generic(method, f"{ROOT}/-{quote(path)}", body, content_type=kind)
    assert response.status_code in (401, 404, 405)
    assert response["Content-Type"] == "application/problem+json"
