"""The checks read the anchors outside the database; here each test has a folder of its own for them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def anchors(settings, tmp_path: Path) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, anchors=tmp_path / "anchors")
