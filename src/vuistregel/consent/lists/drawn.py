"""The parts of a document as a template walks them: each cell with its column, each chain with its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vuistregel.documents import Chains, Table, Text


@dataclass(frozen=True, slots=True)
class Drawn:
    """One part; what it is not, is empty."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    labelled: tuple[dict[str, Any], ...] = ()
    start: str = ""
    end: str = ""
    chains: tuple[dict[str, Any], ...] = ()


def drawn(parts: Sequence[Chains | Table | Text]) -> list[Drawn]:
    return [_one(part) for part in parts]


def _one(part: Chains | Table | Text) -> Drawn:
    if isinstance(part, Text):
        return Drawn(part.heading, paragraphs=part.paragraphs)
    if isinstance(part, Chains):
        chains = tuple({"title": t, "links": links} for t, links in zip(part.titles, part.chains, strict=True))
        return Drawn(part.heading, start=part.start, end=part.end, chains=chains)
    labels = part.columns[1:]
    rows = tuple(
        {"head": row[0], "cells": [{"label": a, "value": v} for a, v in zip(labels, row[1:], strict=True)]}
        for row in part.rows
    )
    return Drawn(part.heading, columns=part.columns, labelled=rows)
