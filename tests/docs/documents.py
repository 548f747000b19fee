"""Where the documents are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
PACKAGE: Final = ROOT / "src" / "vuistregel"


def documents() -> list[Path]:
    """Every Markdown file of the house."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *PACKAGE.rglob("*.md")])


def source() -> str:
    """All code, templates and data of the house, without its tests, as one text."""
    kinds = ("*.py", "*.html", "*.yaml")
    return "\n".join(
        path.read_text(encoding="utf-8")
        for kind in kinds
        for path in sorted(PACKAGE.rglob(kind))
        if "tests" not in path.relative_to(PACKAGE).parts
    )
