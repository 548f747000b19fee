"""At start: every API operation has a declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from vuistregel.access.gate import guard_methods


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


@guard_methods("api/v1")
def declared(route: str, method: str) -> bool:
    """Asked by the gate at run time: is this operation declared? The API's own documents are."""
    from vuistregel.api.house import api
    from vuistregel.api.operations import operations

    path = route.removeprefix("api/v1").lstrip("/")
    known = {(p.lstrip("/"), m): d for p, m, d in operations(api)}
    same_path = [d for (p, m), d in known.items() if _plain(p) == _plain(path) and m == method]
    return all(d is not None for d in same_path)


def _plain(path: str) -> str:
    """A path without converters and braces, so that ninja's and Django's spelling compare."""
    import re

    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", r"{\1}", path)
