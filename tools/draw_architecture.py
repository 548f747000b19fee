"""Draws `docs/architecture.svg` from the import rules in pyproject.toml: `draw_architecture.py [--check]`.

The floors are those of the contract "The house has floors …"; whoever moves a room there moves it in the drawing too.
What each room holds is said here, once; a room without a word stops the drawing.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
#: What a room or module holds, in a few words.
HOLDS = {
    "example": "the invented board; made data of any size",
    "api": "operations and tokens for other systems",
    "portal": "start page; what parents and pupils see",
    "guide": "norms and chapters, open to anyone",
    "steps": "the ten steps, their history",
    "media": "photos, videos, publications, albums",
    "consent": "channels, questions, answers, rounds, lists",
    "organisation": "boards, schools, people, pupils, guardians; who decides; reading in files",
    "access": "matrix, gate, two locks, sign-in",
    "actions": "the machinery of an action",
    "evidence": "the log: append-only, chained",
    "keys": "holders' keys, spool, backup",
    "outbox": "post as rows; tick, worker",
    "texts": "what people were shown",
    "documents": "PDF, spreadsheets",
    "ui": "components, refusals, languages",
    "clock": "the one clock",
    "jobs": "recurring work",
    "logs": "logs without values",
    "checks": "what a check is",
    "lives": "states and transitions",
    "rows": "board key, version",
    "prepared": "queries compiled once",
    "norms": "the law and the handbook as dated data; no Django",
    "decisions": "yes, no, cannot be said yet",
    "words": "Dutch and English beside each other",
}
#: What stands outside the program, left to right.
OUTSIDE = (
    ("main database", "SQLite or PostgreSQL: rows, log, outbox, queue"),
    ("key store", "a second database: wrapped keys, own backups"),
    ("data folder", "files and spool (sealed), ledger, anchors, watermarks"),
    ("environment", "the three secrets: never in a database"),
)
WAY = ("browser", "gate", "page", "action", "rule", "event", "commit")
WIDTH, LEFT, TOP, GAP, BOX = 1000, 96, 96, 12, 54
PER_ROW = 5


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    title: str
    text: str
    look: str = "room"


def floors() -> list[list[str]]:
    """The rooms per floor, highest first, as pyproject.toml has them."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = [c for c in rules if c["name"].startswith("The house has floors")]
    return [
        [room.strip().removeprefix("vuistregel.") for room in layer.replace("|", ":").split(":")]
        for layer in contract["layers"]
    ]


def boxes() -> tuple[list[Box], float]:
    """Every room in its place, and where the house ends."""
    found: list[Box] = []
    y = float(TOP)
    for floor in floors():
        for start in range(0, len(floor), PER_ROW):
            row = floor[start : start + PER_ROW]
            width = (WIDTH - LEFT - 24 - GAP * (len(row) - 1)) / len(row)
            found += [Box(LEFT + n * (width + GAP), y, width, room, HOLDS[room]) for n, room in enumerate(row)]
            y += BOX + (4 if start + PER_ROW < len(floor) else GAP)
    return found, y


def outside(y: float) -> list[Box]:
    width = (WIDTH - LEFT - 24 - GAP * (len(OUTSIDE) - 1)) / len(OUTSIDE)
    return [Box(LEFT + n * (width + GAP), y, width, *each, look="outside") for n, each in enumerate(OUTSIDE)]


def picture() -> str:
    rooms, end = boxes()
    stores = outside(end + 34)
    height = end + 34 + BOX + 26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        ' aria-labelledby="title desc" font-family="Atkinson Hyperlegible Next, Arial, sans-serif">',
        "<title>The rooms of Vuistregel, floor by floor</title>",
        f"<desc>{escape(_told())}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="sheet" width="{WIDTH}" height="{height:.0f}"/>',
        f'<line class="margin" x1="{LEFT - 22}" y1="0" x2="{LEFT - 22}" y2="{height:.0f}"/>',
        *_way(),
        *(part for box in (*rooms, *stores) for part in _drawn(box)),
        *_imports(end),
        f'<text class="note" x="{LEFT}" y="{end + 22:.0f}">Outside the program</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _told() -> str:
    rows = [", ".join(floor) for floor in floors()]
    return "From the highest floor to the lowest; each imports from below only. " + "; ".join(rows) + "."


def _way() -> list[str]:
    """How a request walks, along the top."""
    step = (WIDTH - LEFT - 24) / len(WAY)
    parts = [f'<text class="note" x="{LEFT}" y="28">How a request walks</text>']
    for n, name in enumerate(WAY):
        x = LEFT + n * step
        parts.append(f'<text class="title" x="{x:.0f}" y="58">{name}</text>')
        if n + 1 < len(WAY):
            start, tip = x + 78, x + step - 12
            parts.append(f'<path class="arrow" d="M{start:.0f} 53H{tip:.0f}m-6 -5l6 5l-6 5"/>')
    return parts


def _drawn(box: Box) -> list[str]:
    parts = [
        f'<rect class="{box.look}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{BOX - 6}" rx="3"/>',
        f'<text class="title" x="{box.x + 9:.1f}" y="{box.y + 17:.1f}">{escape(box.title)}</text>',
    ]
    for n, line in enumerate(_wrapped(box.text, box.width - 18)):
        parts.append(f'<text class="text" x="{box.x + 9:.1f}" y="{box.y + 30 + 11 * n:.1f}">{escape(line)}</text>')
    return parts


def _wrapped(text: str, width: float) -> list[str]:
    """At most two lines of about five and a half points per letter."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) * 5.2 <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        raise ValueError(f"This does not fit in its box: {text}")
    return lines


def _imports(end: float) -> list[str]:
    x, top, tip = 40, TOP + 8, end - 16
    middle = (top + tip) / 2
    return [
        f'<path class="arrow" d="M{x} {top}V{tip:.0f}m-5 -6l5 6l5 -6"/>',
        f'<text class="note" transform="rotate(-90 {x - 10} {middle:.0f})" x="{x - 10}" y="{middle:.0f}"'
        ' text-anchor="middle">imports go down only</text>',
    ]


_STYLE = (
    ".sheet{fill:#fff}.margin{stroke:#c8506a;stroke-width:1.5}"
    ".room{fill:#f3f6fb;stroke:#35507a}.outside{fill:#fff;stroke:#35507a;stroke-dasharray:5 3}"
    ".title{font-size:13px;font-weight:700;fill:#1b2a41}.text{font-size:10px;fill:#33415a}"
    ".note{font-size:12px;fill:#4a5872}.arrow{fill:none;stroke:#4a5872;stroke-width:1.4}"
    "@media(prefers-color-scheme:dark){.sheet{fill:#14181f}.room{fill:#1f2733;stroke:#8fa8cf}"
    ".outside{fill:#14181f;stroke:#8fa8cf}.title{fill:#eef2f8}.text{fill:#cfd7e4}.note{fill:#b4c0d3}"
    ".arrow{stroke:#b4c0d3}.margin{stroke:#e0819a}}"
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The drawing of the architecture.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the drawing is behind")
    made = picture()
    if parser.parse_args(arguments).check:
        behind = not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made
        if behind:
            print("docs/architecture.svg is behind; run tools/draw_architecture.py")
        return int(behind)
    PICTURE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
