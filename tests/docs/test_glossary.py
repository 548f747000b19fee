"""The glossary speaks as the code and the screens do."""

from __future__ import annotations

import re

import pytest

from tests.docs.documents import DOCS, source

ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| English", "| ---"))
]


@pytest.fixture(scope="module")
def code():
    return source()


def test_every_word_of_the_glossary_stands_in_the_code(code):
    names = [row[1].strip("`") for row in ROWS]

    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", code)] == []


def test_every_screen_word_of_the_glossary_is_said_on_a_screen(code):
    said = code.lower()
    words = [word.strip() for row in ROWS for word in row[2].split(",")]

    assert [word for word in words if word.lower() not in said] == []


def test_no_word_stands_twice():
    english = [row[0] for row in ROWS]

    assert len(english) == len(set(english))
    assert len(english) > 40
