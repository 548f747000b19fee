"""Another system that calls the house: a board with a token, and a client that sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client

from vuistregel import clock, keys
from vuistregel.api.models import ApiToken
from vuistregel.api.tokens import PREFIX, digest, scopes_on_offer
from vuistregel.organisation.models import Board, School
from vuistregel.organisation.tests.builders import a_board

ROOT = "/api/v1"
_number = count(1)


def a_school(board: Board | None = None, name: str = "De Wilgentak") -> School:
    """A school with a BRIN that no other test has: what lies in the log or the cache stays apart."""
    n = next(_number)
    return School.objects.create(
        board=board or a_board(f"Stichting {uuid4().hex[:8]}"),
        name=name,
        brin=f"{n // 26 % 100:02}Z{chr(65 + n % 26)}",
        sector="po",
    )


@dataclass
class System:
    """A system with its secret. `headers` go with every call."""

    secret: str
    token: ApiToken = field(default_factory=ApiToken)
    language: str = "nl"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(ROOT + path, headers=self.headers(options), **options)

    def post(self, path: str, data: Any = None, **options: Any) -> Any:
        return self.client.post(ROOT + path, data or {}, headers=self.headers(options), **options)

    def call(self, method: str, path: str, **options: Any) -> Any:
        return self.client.generic(method, ROOT + path, headers=self.headers(options), **options)

    def headers(self, options: dict[str, Any]) -> dict[str, str]:
        own = {"Accept-Language": self.language}
        if self.secret:
            own["Authorization"] = f"Bearer {self.secret}"
        return own | options.pop("headers", {})


def a_system(board: Board, *scopes: str, until: date | None = None, ended: bool = False) -> System:
    """A system of a board, with all rights that a system can have or only these."""
    secret = PREFIX + uuid4().hex
    token = ApiToken.objects.create(
        board=board,
        name=f"Systeem {next(_number)}",
        digest=digest(secret),
        scopes=list(scopes) or scopes_on_offer(),
        made_at=clock.now(),
        expires_on=until or clock.today() + timedelta(days=30),
        ended_at=clock.now() if ended else None,
    )
    keys.new_holder(board.key, "dossier", token.key)
    return System(secret, token)
