"""From the files to Norms. Faults of form are collected with file and line; `validate` looks at the whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from vuistregel.norms.citation import reference
from vuistregel.norms.errors import Problem
from vuistregel.norms.fields import Fields
from vuistregel.norms.model import (
    Difference,
    Kind,
    Norm,
    Place,
    Regime,
    Scope,
    Shelf,
    Source,
    Stricter,
    Verification,
)
from vuistregel.norms.reader import Section, read
from vuistregel.norms.units import Unit
from vuistregel.words import Words

DATA: Final = Path(__file__).parent / "data"
#: Files that hold something else than norms; every other file in the folder is a shelf of norms.
SOURCES, REGIMES, DIFFERENCES = "sources.yaml", "regimes.yaml", "differences.yaml"

_ENTRY: Final = ("id", "title", "stricter", "chapter", "handbook", "periods")
_PERIOD: Final = (
    "from", "until", "regime", "value", "unit", "scope", "subject", "article", "reference", "sources", "checked_on",
    "verification", "handbook_lines", "text", "note", "prevails", "gap",
)  # fmt: skip


@dataclass(slots=True)
class Loaded:
    """All that the folder holds, and every fault found so far."""

    norms: list[Norm] = field(default_factory=list)
    entries: list[tuple[str, Place]] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    regimes: dict[str, Regime] = field(default_factory=dict)
    shelves: list[Shelf] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    release: str = ""


def load(folder: Path = DATA) -> Loaded:
    """Read a whole folder. Never raises for what stands in the files: see `Loaded.problems`."""
    loaded = Loaded()
    as_of = _load_sources(folder / SOURCES, loaded)
    _load_regimes(folder / REGIMES, loaded)
    paths = sorted(folder.glob("*.yaml"))
    for path in paths:
        if path.name not in (SOURCES, REGIMES, DIFFERENCES):
            _load_shelf(path, loaded)
    if (folder / DIFFERENCES).exists():
        _load_differences(folder / DIFFERENCES, loaded)
    loaded.release = _release(as_of, paths)
    return loaded


def _release(as_of: date | None, paths: list[Path]) -> str:
    """Month of the last full check, and a hash of all that the files say: two releases never share a name."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        digest.update(f"{path.name}\0{content}\0".encode())
    return f"{as_of or date.min:%Y.%m}-{digest.hexdigest()[:8]}"


def _load_sources(path: Path, loaded: Loaded) -> date | None:
    section = _file(path, loaded)
    if section is None:
        return None
    top = Fields(section, loaded.problems, "sources")
    top.only(("as_of", "sources"))
    as_of = top.day("as_of")
    if as_of is None:
        top.problem("'as_of', the day of the last full check, is missing")
    for key, entry in _entries(section.get("sources"), top):
        fields = Fields(entry, loaded.problems, f"source {key}")
        fields.only(("title", "url", "read"))
        title = fields.words("title")
        if title:
            url, where = fields.text("url", required=False), fields.text("read", required=False)
            loaded.sources[key] = Source(key, title, url or None, where or None)
    return as_of


def _load_regimes(path: Path, loaded: Loaded) -> None:
    section = _file(path, loaded)
    if section is None:
        return
    top = Fields(section, loaded.problems, "regimes")
    top.only(("regimes",))
    for key, entry in _entries(section.get("regimes"), top):
        fields = Fields(entry, loaded.problems, f"regime {key}")
        fields.only(("name", "kind", "computes"))
        name = fields.words("name")
        kind = fields.choice("kind", Kind, Kind.LAW)
        if name:
            loaded.regimes[key] = Regime(key, name, kind, computes=entry.get("computes", True) is True)


def _load_shelf(path: Path, loaded: Loaded) -> None:
    section = _file(path, loaded)
    if section is None:
        return
    top = Fields(section, loaded.problems, path.stem)
    top.only(("shelf", "order", "norms"))
    title, order = top.words("shelf"), top.number("order")
    if title:
        loaded.shelves.append(Shelf(path.stem, title, order or 0))
    for entry in top.sections("norms"):
        _load_entry(entry, path.stem, loaded)


def _load_entry(entry: Section, shelf: str, loaded: Loaded) -> None:
    id_ = str(entry.get("id") or "?")
    fields = Fields(entry, loaded.problems, id_)
    fields.only(_ENTRY)
    fields.text("id")
    title = fields.words("title")
    stricter = fields.choice("stricter", Stricter, Stricter.NONE)
    chapter, handbook = fields.number("chapter"), fields.texts("handbook")
    loaded.entries.append((id_, fields.place_of("id")))
    for period in fields.sections("periods"):
        norm = _norm(period, id_, title or Words(id_, id_), stricter, shelf, chapter, handbook, loaded)
        if norm:
            loaded.norms.append(norm)


def _norm(
    period: Section,
    id_: str,
    title: Words,
    stricter: Stricter,
    shelf: str,
    chapter: int | None,
    handbook: tuple[str, ...],
    loaded: Loaded,
) -> Norm | None:
    fields = Fields(period, loaded.problems, id_)
    fields.only(_PERIOD)
    before = len(loaded.problems)
    regime = loaded.regimes.get(str(period.get("regime")))
    if regime is None:
        fields.problem(f"unknown regime '{period.get('regime')}'", "regime")
    if "unit" not in period:
        fields.problem("'unit' is missing")
    unit = fields.choice("unit", Unit, Unit.NONE)
    value = period.get("value")
    value = tuple(value) if isinstance(value, list) else value
    if "value" not in period:
        fields.problem("'value' is missing")
    text = fields.words("text")
    article = fields.text("article")
    said = fields.words("reference") if "reference" in period else reference(article or "-")
    subject = fields.text("subject", required=False) or None
    known = fields.choice("verification", Verification, Verification.VERIFIED)
    if regime is None or text is None or said is None or not article:
        return None
    norm = Norm(
        id=id_,
        title=title,
        text=text,
        value=value,
        unit=unit,
        scope=Scope(fields.texts("scope"), subject),
        regime=regime,
        stricter=stricter,
        article=article,
        reference=said,
        sources=fields.texts("sources"),
        place=period.place,
        shelf=shelf,
        valid_from=fields.day("from"),
        valid_to=fields.day("until"),
        checked_on=fields.day("checked_on"),
        verification=known,
        handbook=handbook,
        handbook_lines=fields.text("handbook_lines", required=False) or None,
        chapter=chapter,
        note=fields.words("note") if "note" in period else None,
        prevails=fields.flag("prevails"),
        gap=fields.flag("gap"),
    )
    fault = unit.fault(value)
    if fault and len(loaded.problems) == before:
        fields.problem(fault, "value")
    return norm


def _load_differences(path: Path, loaded: Loaded) -> None:
    section = _file(path, loaded)
    if section is None:
        return
    top = Fields(section, loaded.problems, "differences")
    top.only(("differences",))
    for entry in top.sections("differences"):
        fields = Fields(entry, loaded.problems, str(entry.get("key") or "difference"))
        fields.only(("key", "subject", "handbook", "today", "since", "norms", "scenarios"))
        subject, then, now = fields.words("subject"), fields.words("handbook"), fields.words("today")
        since = fields.day("since")
        if since is None:
            fields.problem("'since' is missing")
        if subject and then and now and since:
            norms, scenarios = fields.texts("norms"), fields.texts("scenarios")
            loaded.differences.append(
                Difference(fields.text("key"), subject, then, now, since, norms, scenarios, entry.place)
            )


def _file(path: Path, loaded: Loaded) -> Section | None:
    if not path.exists():
        loaded.problems.append(Problem(Place(path.name, 1), "the file is missing"))
        return None
    return read(path, loaded.problems)


def _entries(value: object, top: Fields) -> list[tuple[str, Section]]:
    if not isinstance(value, Section):
        top.problem("holds no entries")
        return []
    return [(key, entry) for key, entry in value.items() if isinstance(entry, Section)]
