"""The page of the API for people, made from the OpenAPI document with the house's own components.

The viewer that django-ninja brings asks nobody else either, and keeps to our content security policy. But it fails
WCAG (contrast, language, landmarks, controls inside controls), speaks English only and needs scripts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from vuistregel.api.problems import KINDS


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a call may send."""

    name: str
    place: str
    required: bool
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One operation as the page shows it. `scopes` empty: open to everybody."""

    id: str
    method: str
    path: str
    title: str
    description: str
    scopes: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    asks: str
    answers: str


#: What a body is when it is no form.
JSON = "application/json"


class HouseDocs(DocsBase):
    """Renders the page."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema()
        context = {
            "about": document["info"]["description"],
            "calls": calls(document),
            "kinds": KINDS.values(),
            "document_url": self.get_openapi_url(api, {}),
            "tokens_url": _tokens_url(),
        }
        return render(request, "api/docs.html", context)


def calls(document: dict[str, Any]) -> list[Call]:
    """Every operation of a document, in its order."""
    return [
        _call(document, path, method.upper(), entry)
        for path, methods in document["paths"].items()
        for method, entry in methods.items()
    ]


def _call(document: dict[str, Any], path: str, method: str, entry: dict[str, Any]) -> Call:
    scopes = tuple(scope for scheme in entry["security"] for named in scheme.values() for scope in named)
    body = entry.get("requestBody", {}).get("content", {})
    sent = [(kind, _resolved(document, part["schema"])) for kind, part in body.items()]
    fields = [_field(document, name, f, kind, part) for kind, part in sent for name, f in part["properties"].items()]
    written = next((example(document, part) for kind, part in sent if kind == JSON), None)
    good = next(answer for status, answer in entry["responses"].items() if 200 <= int(status) < 300)
    return Call(
        id=entry["operationId"].rsplit("_api_", 1)[-1].replace("_", "-"),
        method=method,
        path=path,
        title=entry["summary"],
        description=entry["description"],
        scopes=scopes,
        parameters=(*(_parameter(document, p) for p in entry["parameters"]), *fields),
        asks=_asks(method, path, entry, token=bool(scopes), sends=[f.name for f in fields], written=written),
        answers=json.dumps(example(document, next(_schemas(good.get("content", {})))), ensure_ascii=False, indent=2),
    )


def _schemas(content: dict[str, Any]) -> Any:
    return (kind["schema"] for kind in content.values())


def _parameter(document: dict[str, Any], parameter: dict[str, Any]) -> Parameter:
    choices = _choices(document, parameter["schema"])
    return Parameter(
        parameter["name"], parameter["in"], parameter["required"], parameter.get("description", ""), choices
    )


def _field(document: dict[str, Any], name: str, field: dict[str, Any], kind: str, schema: dict[str, Any]) -> Parameter:
    required = name in schema.get("required", ())
    return Parameter(
        name, "json" if kind == JSON else "form", required, field.get("description", ""), _choices(document, field)
    )


def _choices(document: dict[str, Any], schema: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in _resolved(document, schema).get("enum", ()))


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the detour over its name."""
    while "allOf" in schema:
        schema = schema["allOf"][0]
    if "$ref" in schema:
        found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return schema


def example(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """An example of a schema: its own, or one put together of its parts."""
    if "examples" in schema:
        return schema["examples"][0]
    schema = _resolved(document, schema)
    if "properties" in schema:
        return {name: example(document, part) for name, part in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example(document, schema["items"])]
    if isinstance(schema.get("additionalProperties"), dict):
        return {"pupils": example(document, schema["additionalProperties"])}
    return {} if schema.get("type") == "object" else schema.get("default")


def _asks(
    method: str, path: str, entry: dict[str, Any], *, token: bool, sends: list[str], written: dict[str, Any] | None
) -> str:
    """The call as a line that can be copied; what is in braces or capitals is the reader's own."""
    filled = path
    for parameter in entry["parameters"]:
        if parameter["in"] == "path" and "examples" in parameter["schema"]:
            filled = filled.replace(f"{{{parameter['name']}}}", parameter["schema"]["examples"][0])
    lines = [f"curl -X {method} {settings.ENVIRONMENT.url}{filled}"]
    if token:
        lines.append('-H "Authorization: Bearer $SLEUTEL"')
    if written is not None:
        required = {name: value for name, value in written.items() if value not in (None, [], "")}
        lines += ['-H "Content-Type: application/json"', f"-d '{json.dumps(required, ensure_ascii=False)}'"]
    elif sends:
        lines.append('-H "Idempotency-Key: nacht-2026-11-24"')
        lines += [f"-F {name}=@leerlingen.xml" for name in sends if name == "file"]
    return " \\\n  ".join(lines)


def _tokens_url() -> str:
    try:
        return reverse("tokens")
    except NoReverseMatch:
        return ""
