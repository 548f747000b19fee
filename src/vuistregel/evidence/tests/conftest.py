"""The log's tests keep their anchors in a folder of their own, and their commits are what callbacks make of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def anchors(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "anchors"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, anchors=folder)
    return folder


@pytest.fixture
def committed(db, django_capture_on_commit_callbacks):
    """`with committed(): …` does what follows a commit; the rows themselves go again after the test."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
