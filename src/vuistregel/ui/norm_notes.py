"""The fold under a rule, made from the norm itself: its text, article, handbook, since when, what held before."""

from __future__ import annotations

from datetime import date

from vuistregel import norms
from vuistregel.norms import Kind, Norm
from vuistregel.ui import days
from vuistregel.ui.shapes import NormNote
from vuistregel.words import Words


def note(norm_id: str, day: date, sector: str | None = None) -> NormNote | None:
    """What the reader sees of a norm on a day; None when nothing holds. NormUnknown for an id that does not exist."""
    norm = norms.on(day, sector=sector).get(norm_id)
    return of(norm) if norm is not None else None


def of(norm: Norm) -> NormNote:
    """The same for a norm that the caller holds already."""
    return NormNote(
        text=norm.text,
        article=norm.reference,
        handbook=_handbook(norm),
        since=days.plain(norm.valid_from) if norm.valid_from else "",
        before=_before(norm),
        house_promise=norm.kind is Kind.HOUSE,
        unverified=not norm.verified,
    )


def _handbook(norm: Norm) -> Words | str:
    if norm.chapter is None:
        return ""
    words = Words("hoofdstuk {chapter}", "chapter {chapter}").with_(chapter=norm.chapter)
    if norm.handbook:
        return Words("{place} ({numbers})", "{place} ({numbers})").with_(place=words, numbers=", ".join(norm.handbook))
    return words


def _before(norm: Norm) -> Words | str:
    """The law that this one replaced, with its period."""
    if norm.valid_from is None:
        return ""
    earlier = [
        n
        for n in norms.book().periods(norm.id)
        if n.valid_to is not None and n.valid_to < norm.valid_from and n.scope == norm.scope
    ]
    if not earlier:
        return ""
    last = max(earlier, key=lambda n: n.valid_to or date.min)
    if last.valid_from is None or last.valid_to is None:
        return last.reference
    text = Words("{article}, van {start} tot en met {end}", "{article}, from {start} to {end}")
    return text.with_(article=last.reference, start=days.plain(last.valid_from), end=days.plain(last.valid_to))
