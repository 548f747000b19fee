"""The user guide covers every role, check and page name that the house has."""

from __future__ import annotations

import re

from tests.docs.documents import DOCS, source
from vuistregel.access.matrix import shipped
from vuistregel.checks import CHECKS

FOLDER = DOCS / "handleiding"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
#: Nobody signs in as these.
NOT_A_READER = {"guest", "visitor", "job"}


def house_checks():
    return [check for check in CHECKS.values() if ".tests." not in check.rows.__module__]


def test_every_role_of_people_is_in_the_guide():
    index = (TEXTS["README.md"] + TEXTS["andere-rollen.md"]).lower()
    roles = [role for role in shipped().roles.values() if role.slug not in NOT_A_READER]

    missing = [role.words.nl for role in roles if re.sub(r" \(.*\)", "", role.words.nl).lower() not in index]

    assert missing == []


def test_every_check_is_explained_in_its_own_words_under_its_step():
    parts = dict(re.findall(r"## Stap (\d+)\n(.*?)(?=\n## |\Z)", TEXTS["controles.md"], re.S))

    missing = [check.id for check in house_checks() if check.question.nl not in parts.get(str(check.step), "")]

    assert missing == []


def test_no_check_is_explained_that_does_not_exist():
    asked = {check.question.nl for check in house_checks()}
    explained = set(re.findall(r"^\| ([^|]+\?) \|", TEXTS["controles.md"], re.M))

    assert explained - asked == set()


def test_every_page_of_the_guide_is_reached_from_its_index():
    linked = set(re.findall(r"\((\w[\w-]*\.md)\)", TEXTS["README.md"]))

    assert linked == set(TEXTS) - {"README.md"}


def test_what_the_guide_tells_people_to_press_is_on_a_screen():
    said = source()
    pressed = {
        text
        for name, guide in TEXTS.items()
        if name != "controles.md"
        for text in re.findall(r"(?<!\*)\*([A-Z][^*\n?]{3,60})\*(?!\*)", guide)
    }

    assert {text for text in pressed if text not in said} == set()
    assert "Lees dit bestand in" in pressed
