"""Every link between documents leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, documents

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
OUTSIDE = ("http://", "https://", "mailto:")


def anchors(path: Path) -> set[str]:
    """The addresses of a document's headings, as code hosts make them."""
    titles = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_a_document_leads_somewhere(document):
    lost = []
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if target.startswith(OUTSIDE):
            continue
        place, _, anchor = target.partition("#")
        path = document.parent / place if place else document
        if not path.exists() or (anchor and anchor not in anchors(path)):
            lost.append(target)

    assert lost == []


def test_documents_that_the_code_points_at_exist():
    mentions = re.compile(r"docs/[\w/.-]+\.(?:md|svg)")
    texts = [
        path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("*.toml"), *(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.yaml")]
    ]
    named = {found for text in texts for found in mentions.findall(text)}

    assert {name for name in named if not (ROOT / name).exists()} == set()
    assert "docs/configuration.md" in named
