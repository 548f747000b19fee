"""The architecture page names what is there, and nothing that is not."""

from __future__ import annotations

import re

from tests.docs.documents import DOCS, PACKAGE, ROOT

PAGE = (DOCS / "architecture.md").read_text(encoding="utf-8")


def test_every_room_is_named_and_no_room_that_does_not_exist():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    named = set(re.findall(r"^\| `(\w+)/` \|", PAGE, re.M))

    assert named == rooms


def test_every_module_beside_the_rooms_is_named():
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__", "urls", "wsgi"}
    line = next(line for line in PAGE.splitlines() if line.startswith("Beside the rooms"))

    assert set(re.findall(r"`(\w+)`", line)) == modules


def test_every_file_that_a_mechanism_names_exists():
    named = set(re.findall(r"`([\w/]+\.(?:py|yaml))`", PAGE)) - {
        "apps.py",
        "pages.py",
        "urls.py",
        "events.py",
        "jobs.py",
    }
    missing = {name for name in named if not any((base / name).exists() for base in (PACKAGE, ROOT))}

    assert missing == set()
    assert "access/matrix.yaml" in named


def test_every_decision_is_listed_and_numbered_without_a_gap():
    decisions = sorted(path.name for path in (DOCS / "adr").glob("*.md"))
    listed = re.findall(r"\(adr/([\w-]+\.md)", PAGE)

    assert sorted(set(listed)) == decisions
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))


def test_every_decision_has_context_decision_and_consequences():
    for path in (DOCS / "adr").glob("*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.M)

        assert headings == ["Context", "Decision", "Consequences"], path.name


def test_the_page_is_one_page():
    assert len(PAGE.split()) < 1400
