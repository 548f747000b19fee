"""The OpenAPI document: what django-ninja knows, completed with what the house declares.

Rights come from the declarations that the door enforces, so the document cannot promise something else.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from vuistregel.access.actor import VISITOR
from vuistregel.access.engine import engine
from vuistregel.access.gate import Declaration
from vuistregel.api import once
from vuistregel.api.models import ApiToken
from vuistregel.api.operations import Explained, explanations, operations
from vuistregel.api.problems import CONTENT_TYPE, KINDS, Kind
from vuistregel.words import Words, reader_language

SCHEME: Final = "BoardToken"
_ABOUT: Final = Words(
    "Wat andere systemen van een bestuur mogen vragen en vertellen. Het bestuur maakt de sleutels, per systeem.",
    "What a board's other systems may ask and tell. The board makes the tokens, one per system.",
)
_TOKEN: Final = Words(
    "De sleutel die het bestuur maakte. Hij werkt voor dat bestuur, en alleen voor de rechten die erbij staan.",
    "The token that the board made. It works for that board, and only for the rights that are named.",
)
_REPEAT: Final = Words(
    "Een eigen teken per aanvraag. Dezelfde aanvraag met hetzelfde teken doet niets opnieuw.",
    "A sign of your own per request. The same request with the same sign does nothing again.",
)
_LANGUAGE: Final = Words("De taal van de zinnen in het antwoord.", "The language of the sentences in the answer.")
#: What every call can meet, what only one with a token, one about a thing, one that writes, one that sends JSON.
_ALWAYS: Final = (422, 429, 500)
_WITH_TOKEN: Final = (401, 403)
_WITH_PLACE: Final = (404,)
_WRITING: Final = (400, 409, 413)
_SENDING: Final = (415,)


class BoardToken(HttpBearer):
    """Declares the scheme. The door has recognised the token already; who comes past it has none."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found: ApiToken | None = getattr(request, "token", None)
        return found


class HouseApi(NinjaAPI):
    """Django-ninja's API with a document that says everything, in the reader's language."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**where)
        language = reader_language()
        document["info"]["description"] = _ABOUT.in_(language)
        components = document["components"]
        components["schemas"]["Problem"] = _problem_schema()
        components["responses"] = {kind.slug: _problem_response(kind, language) for kind in KINDS.values()}
        components["securitySchemes"] = {
            SCHEME: {"type": "http", "scheme": "bearer", "description": _TOKEN.in_(language)}
        }
        explained = explanations(self)
        for path, method, declaration in operations(self):
            entry = document["paths"].get(f"{self.prefix}{path}", {}).get(method.lower())
            if entry is not None and declaration is not None:
                _complete(entry, declaration, explained[path, method], writes=method != "GET", language=language)
        return document

    @property
    def prefix(self) -> str:
        """Where the operations stand, without a slash at its end."""
        return "/" + self.get_root_path({}).strip("/")


def _complete(
    entry: dict[str, Any], declaration: Declaration, explained: Explained, *, writes: bool, language: str
) -> None:
    entry["summary"], entry["description"] = explained.title.in_(language), explained.detail.in_(language)
    is_open = bool(engine().anywhere(VISITOR, declaration.verb, declaration.category))
    entry["security"] = [] if is_open else [{SCHEME: [f"{declaration.category}:{declaration.verb}"]}]
    for parameter in entry["parameters"]:
        if words := explained.parameters.get(parameter["name"]):
            parameter["description"] = words.in_(language)
    for name, field in _fields(entry).items():
        if words := explained.parameters.get(name):
            field["description"] = words.in_(language)
    entry["parameters"] += [_header("Accept-Language", _LANGUAGE.in_(language), ["nl", "en"])]
    if writes:
        sign = _header(once.HEADER, _REPEAT.in_(language), ["b7b1b5c4-nightly"])
        sign["schema"] |= {"minLength": 1, "maxLength": once.LONGEST, "pattern": "^[ -~]+$"}
        entry["parameters"].append(sign)
    has_place = any(parameter["in"] == "path" for parameter in entry["parameters"])
    statuses = (
        *_ALWAYS,
        *(() if is_open else _WITH_TOKEN),
        *(_WITH_PLACE if has_place else ()),
        *(_WRITING if writes else ()),
        *(_SENDING if "application/json" in entry.get("requestBody", {}).get("content", {}) else ()),
    )
    entry["responses"] |= {status: {"$ref": f"#/components/responses/{KINDS[status].slug}"} for status in statuses}


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form that a call sends, by name."""
    content = entry.get("requestBody", {}).get("content", {})
    return {name: f for kind in content.values() for name, f in kind["schema"].get("properties", {}).items()}


def _header(name: str, description: str, examples: list[str]) -> dict[str, Any]:
    schema = {"type": "string", "examples": examples}
    return {"in": "header", "name": name, "required": False, "description": description, "schema": schema}


def _problem_schema() -> dict[str, Any]:
    reason = {
        "type": "object",
        "required": ["norm", "text", "binding"],
        "properties": {
            "norm": {"type": ["string", "null"]},
            "text": {"type": "string"},
            "binding": {"type": "boolean"},
            "about": {"type": "string"},
        },
    }
    texts = {"type": "array", "items": {"type": "string"}}
    fault = {"type": "object", "properties": {"at": {"type": "string"}, "text": {"type": "string"}}}
    objects = {"type": "array", "items": {"type": "object"}}
    return {
        "title": "Problem",
        "description": "RFC 9457",
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "reference": {"type": "string"},
            "outcome": {"type": "string", "enum": ["no", "cannot_say"]},
            "reasons": {"type": "array", "items": reason},
            "missing": texts,
            "ways_out": texts,
            "faults": {"type": "array", "items": fault},
            "errors": objects,
            "warnings": objects,
            "conflicts": objects,
            "key": {"type": "string"},
            "page": {"type": "string"},
        },
    }


def _problem_response(kind: Kind, language: str) -> dict[str, Any]:
    example = {"type": kind.type, "title": kind.title.in_(language), "status": kind.status}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    answer: dict[str, Any] = {"description": kind.advice.in_(language), "content": {CONTENT_TYPE: content}}
    if kind.status == 429:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer
