"""A building block shows what it is given and what every page knows, and nothing that happens to be around it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.test import RequestFactory, override_settings


def test_a_component_does_not_see_the_variables_of_the_page_that_uses_it(tmp_path: Path) -> None:
    (tmp_path / "cotton").mkdir()
    (tmp_path / "cotton" / "peek.html").write_text("{{ given }}|{{ around }}|{{ house.language }}")
    (tmp_path / "page.html").write_text('<c-peek given="shown" />')
    with_peek: list[dict[str, Any]] = deepcopy(settings.TEMPLATES)
    with_peek[0]["DIRS"] = [tmp_path]

    with override_settings(TEMPLATES=with_peek):
        page = engines["django"].get_template("page.html")
        assert page.render({"around": "leaked"}, RequestFactory().get("/")) == "shown||nl"
