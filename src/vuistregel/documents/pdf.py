"""A document as accessible PDF: tagged, with its language and title, and to be kept (PDF/UA-1, PDF/A-2a).

The font comes with the house and the fonts of the machine are left alone, so every machine makes the same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from vuistregel.documents.paper import Blanks, Chains, Choices, Paper, Part, Table, Text, shown
from vuistregel.words import Words

_HERE: Final = Path(__file__).resolve().parent
FONTS: Final = _HERE.parent / "ui" / "static" / "vuistregel" / "vendor" / "paper"
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
#: Chains side by side on one line of paper; more go below.
SIDE_BY_SIDE: Final = 5
#: What stands for a sign that no font of the house holds.
UNSHOWN: Final = "\u25a1"
_NO_SIGN: Final = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
#: So many times a sign is looked for; then everything beyond Latin goes.
_TRIES: Final = 12

_PAGE = Words("Bladzijde", "Page")
_OF = Words("van", "of")
_UNSHOWN = Words(
    "Een teken dat wij niet kunnen afdrukken, staat hier als \u25a1.",
    "A sign that we cannot print stands here as \u25a1.",
)


def pdf(paper: Paper) -> bytes:
    """The document as PDF. The same document gives the same bytes."""
    from typst import TypstError

    missing: set[str] = set()
    for _ in range(_TRIES):
        data = _data(paper, missing)
        try:
            return _compile(data, paper)
        except TypstError as error:
            unshown = _signs(str(error))
            if not unshown - missing:
                raise
            missing |= unshown
    return _compile(_data(paper, missing, latin=True), paper)


def _compile(data: dict[str, Any], paper: Paper) -> bytes:
    import typst

    made = datetime(paper.made_on.year, paper.made_on.month, paper.made_on.day, tzinfo=UTC)
    found = typst.compile(
        _HERE / "paper.typ",
        root=_HERE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_standards=[*STANDARDS],
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        timestamp=int(made.timestamp()),
    )
    assert isinstance(found, bytes)
    return found


def _signs(message: str) -> set[str]:
    """The signs that could not be shown, out of what typst says; it writes some of them as an escape."""
    found: set[str] = set()
    for said in _NO_SIGN.findall(message):
        plain = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), said)
        found |= {sign for sign in plain if not sign.isascii()}
    return found


def _data(paper: Paper, missing: set[str], *, latin: bool = False) -> dict[str, Any]:
    def line(text: str) -> str:
        clean = shown(text)
        if latin:
            clean = "".join(c if ord(c) < 0x250 or c == "\u200b" else UNSHOWN for c in clean)
        return "".join(UNSHOWN if c in missing else c for c in clean)

    def part(one: Part) -> dict[str, Any]:
        match one:
            case Text():
                return {"kind": "text", "heading": line(one.heading), "paragraphs": [line(p) for p in one.paragraphs]}
            case Table():
                return {
                    "kind": "table",
                    "heading": line(one.heading),
                    "columns": [line(column) for column in one.columns],
                    "widths": list(one.widths or (1,) * len(one.columns)),
                    "rows": [[line(cell) for cell in row] for row in one.rows],
                }
            case Chains():
                return _chains(one, line)
            case Choices():
                return {
                    "kind": "choices",
                    "heading": line(one.heading),
                    "column": line(one.column),
                    "options": [line(option) for option in one.options],
                    "rows": [{"ask": line(r.ask), "tells": line(r.tells), "mark": line(r.mark)} for r in one.rows],
                }
            case Blanks():
                return {
                    "kind": "blanks",
                    "heading": line(one.heading),
                    "labels": [line(label) for label in one.labels],
                }

    return {
        "title": line(paper.title) or UNSHOWN,
        "language": paper.language,
        "lead": line(paper.lead),
        "foot": line(paper.foot),
        "made": [paper.made_on.year, paper.made_on.month, paper.made_on.day],
        "wide": any(isinstance(p, Chains) for p in paper.parts),
        "unshown": bool(missing) or latin,
        "words": {
            "page": _PAGE.in_(paper.language),
            "of": _OF.in_(paper.language),
            "unshown": _UNSHOWN.in_(paper.language),
        },
        "parts": [part(p) for p in paper.parts],
    }


def _chains(one: Chains, line: Any) -> dict[str, Any]:
    chains = [
        {"title": line(title), "links": [{"name": line(link.name), "note": line(link.note)} for link in chain]}
        for title, chain in zip(one.titles, one.chains, strict=True)
    ]
    return {
        "kind": "chains",
        "heading": line(one.heading),
        "start": line(one.start),
        "end": line(one.end),
        "rows": [chains[at : at + SIDE_BY_SIDE] for at in range(0, len(chains), SIDE_BY_SIDE)],
    }
