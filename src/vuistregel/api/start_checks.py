"""Every API operation has a declaration: named at start, and asked by the gate at run time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from vuistregel.access.gate import guard_methods

PREFIX: Final = "api/v1"
_NAMED = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")


@register()
def every_operation_is_declared(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Names each operation without category and verb."""
    from vuistregel.api.house import api
    from vuistregel.api.operations import operations

    return [
        Error(
            f"The API operation {method} {path} declares no category and verb.",
            hint="Put @operation(category=…, verb=…) above the function.",
            id="api.E001",
        )
        for path, method, declaration in operations(api)
        if declaration is None
    ]


@guard_methods(PREFIX)
def declared(route: str, method: str) -> bool:
    """Asked by the gate at run time: is this operation declared? The API's own documents are, as a whole."""
    from vuistregel.api.house import api
    from vuistregel.api.operations import operations

    path = _plain(route.removeprefix(PREFIX))
    return all(
        declaration is not None
        for known, verb, declaration in operations(api)
        if verb == method and _plain(known) == path
    )


def _plain(path: str) -> str:
    """A path without converters and brackets, so that ninja's and Django's spelling compare."""
    return _NAMED.sub(r"{\1}", path).strip("/")
