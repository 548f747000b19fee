"""The body of a call that sends JSON: read only when its Content-Type says that it is JSON."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

_JSON: Final = re.compile(r"application/(?:[\w.-]+\+)?json", re.I)


class NotJson(Exception):
    """A body came in another form, or in none that was named."""


class JsonOnly(Parser):
    """Django-ninja's parser reads any body as JSON; what a browser can send from another page is no JSON to us."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        if not _JSON.fullmatch(request.content_type or ""):
            raise NotJson
        return super().parse_body(request)
