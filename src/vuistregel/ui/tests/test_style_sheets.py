"""Rules for the style sheets: colours in one place, nothing from elsewhere, files that stay small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vuistregel.ui.tests.sources import PAGES, SHEETS, STATIC, name_of


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_a_style_sheet_stays_on_one_subject(sheet: Path):
    assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if s.name not in {"tokens.css", "print.css"}], ids=lambda s: s.name
)
def test_colours_have_their_value_in_the_tokens_only(sheet: Path):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_a_style_sheet_asks_nothing_of_others(sheet: Path):
    assert re.findall(r"https?:|//\w|@import", sheet.read_text(encoding="utf-8")) == []


def test_every_token_that_is_used_is_defined():
    texts = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in SHEETS}
    defined = set(re.findall(r"(--vr-[a-z0-9-]+):", texts["tokens.css"]))
    used = {token for text in texts.values() for token in re.findall(r"var\((--vr-[a-z0-9-]+)", text)}
    assert used - defined == set()


def test_every_class_of_ours_in_a_template_is_drawn():
    drawn = set(re.findall(r"\.((?:vr|sp)-[a-zA-Z0-9_-]+)", "".join(s.read_text(encoding="utf-8") for s in SHEETS)))
    only_names = {"vr-nav__list", "vr-foot__list", "vr-summary__list", "vr-steps", "vr-checks", "vr-decision"}
    missing = {
        f"{name_of(page)}: {name}"
        for page in PAGES
        for value in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8"))
        for name in re.findall(r"(?<![\w-])(?:vr|sp)-[a-z0-9_-]+(?![\w{-])", value)
        if not name.endswith("-") and name not in drawn | only_names
    }
    assert missing == set()


def test_the_pinned_style_sheets_are_there_with_their_licences():
    vendor = STATIC / "vendor"
    utrecht = (vendor / "utrecht.css").read_text(encoding="utf-8")
    assert "EUPL-1.2" in utrecht
    assert "@layer utrecht {" in utrecht
    assert len(list((vendor / "licences").iterdir())) == 2
    for font in re.findall(r"url\(([^)]+)\)", (vendor / "font.css").read_text(encoding="utf-8")):
        assert (vendor / font).is_file()
