"""The facts that catalogues and package tools read agree with each other."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import yaml

from tests.docs.documents import ROOT
from vuistregel import __version__

CODE = yaml.safe_load((ROOT / "publiccode.yaml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIRED = (
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
)  # fmt: skip


@pytest.mark.parametrize("key", REQUIRED)
def test_a_catalogue_finds_every_key_that_it_demands(key):
    assert CODE[key]


def test_version_licence_and_changelog_agree_everywhere():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert CODE["softwareVersion"] == PROJECT["version"] == __version__
    assert CODE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    assert f"## {__version__} ({date.fromisoformat(CODE['releaseDate'])})" in changelog
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_descriptions_keep_to_the_lengths_of_the_standard(language):
    text = CODE["description"][language]

    assert len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert text["features"]
    assert set(CODE["localisation"]["availableLanguages"]) == set(CODE["description"])
