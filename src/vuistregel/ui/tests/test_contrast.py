"""Contrast, calculated: every pair of tokens that carries meaning, in light and in dark (WCAG 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from typing import Final

import pytest

from vuistregel.ui.tests.sources import STATIC, UI

TOKENS: Final = (STATIC / "tokens.css").read_text(encoding="utf-8")
TEXT: Final = 4.5
EDGE: Final = 3.0

PAPERS: Final = ("paper", "paper-2", "paper-3")
PAIRS: Final = (
    *((ink, paper, TEXT) for ink in ("ink", "ink-2", "pen", "pen-2", "ok", "no", "heed") for paper in PAPERS),
    *((edge, paper, EDGE) for edge in ("border", "pen", "no", "ink") for paper in PAPERS),
    ("on-pen", "pen", TEXT),
    ("on-pen", "pen-2", TEXT),
    ("on-marker", "marker", TEXT),
    ("ink", "pen-tint", TEXT),
    ("ink-2", "pen-tint", TEXT),
    ("pen", "pen-tint", TEXT),
    ("pen-2", "pen-tint", TEXT),
    *((tone, f"{tone}-tint", TEXT) for tone in ("ok", "no", "heed")),
    *(("ink", f"{tone}-tint", TEXT) for tone in ("ok", "no", "heed")),
    ("pen", "heed-tint", TEXT),
    ("border", "pen-tint", EDGE),
)


def block(opening: str) -> dict[str, str]:
    """The colours of one block of tokens.css."""
    start = TOKENS.index(opening)
    return dict(re.findall(r"--vr-([a-z0-9-]+):\s*(#[0-9a-f]{6})", TOKENS[start : TOKENS.index("}", start)]))


THEMES: Final = {
    "light": block('[data-theme="light"] {\n  --vr-paper'),
    "dark": block('\n[data-theme="dark"] {'),
}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_calculation_agrees_with_the_standard():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_that_means_something_can_be_seen(theme: str, front: str, ground: str, least: float):
    colours = THEMES[theme]
    assert ratio(colours[front], colours[ground]) >= least


def test_device_and_own_choice_give_the_same_dark():
    assert block(':root:not([data-theme="light"]) {') == THEMES["dark"]


def test_both_themes_know_the_same_colours():
    assert THEMES["light"].keys() == THEMES["dark"].keys()
    assert len(THEMES["light"]) == 20


def test_the_browser_s_own_frame_has_the_colour_of_the_paper():
    page = (UI / "templates" / "ui" / "page.html").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-f]{6}", page)) == {THEMES["light"]["paper"], THEMES["dark"]["paper"]}
