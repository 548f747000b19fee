"""Asking the house whether something may be published, as a website would."""

from __future__ import annotations

import json
from typing import Any

from vuistregel.api.tests.systems import System
from vuistregel.organisation.models import School


def ask(system: System, school: School, channel: str = "website", kind: str = "group", **more: Any) -> Any:
    body = {"school": school.brin, "channel": channel, "kind": kind, **more}
    return system.call("POST", "/publication-decisions", data=json.dumps(body), content_type="application/json")
