"""A Decision about a publication as a teacher reads it: one sentence, then a point per person and per rule. Pure.

Nobody's family is named, and whoever must not be found reads like anybody without a yes: the words come from the
reasons alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vuistregel.decisions import Decision, Outcome, Reason
from vuistregel.media.rules import Kind
from vuistregel.ui import numbers
from vuistregel.words import Words

SAID = {
    Outcome.YES: Words("Ja, dit mag.", "Yes, this is allowed."),
    Outcome.NO: Words("Nee, zo niet.", "No, not like this."),
    Outcome.CANNOT_SAY: Words("Nog niet te zeggen.", "Cannot be said yet."),
}
KINDS = {
    Kind.GROUP: Words("groepsfoto", "group photo"),
    Kind.PORTRAIT: Words("portret", "portrait"),
    Kind.VIDEO: Words("video", "video"),
    Kind.INFORMATION: Words("tekst zonder foto", "text without a photo"),
}
_THIS = {
    Kind.GROUP: Words("Deze groepsfoto", "This group photo"),
    Kind.PORTRAIT: Words("Dit portret", "This portrait"),
    Kind.VIDEO: Words("Deze video", "This video"),
    Kind.INFORMATION: Words("Deze tekst", "This text"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered reason: who or what, then why. `person` is the key of whom it is about; empty for a rule."""

    number: int
    title: Words
    text: Words
    person: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """The whole answer in words. `norms` carry the fold under it."""

    word: Words
    sentence: Words
    points: tuple[Point, ...]
    advice: tuple[Words, ...]
    norms: tuple[str, ...]

    def number_of(self, person: str) -> int | None:
        """The number of a person in the list, which also stands on the photo."""
        return next((p.number for p in self.points if p.person == person), None)

    def number_saying(self, text: Words) -> int | None:
        """The number of the point that says this."""
        return next((p.number for p in self.points if p.text == text), None)


def tell(
    decision: Decision, kind: Kind, where: Words, names: Mapping[str, str], written: Sequence[str] = ()
) -> Telling:
    """The answer for a kind of publication at a place.

    `names` gives the short name for each key in the reasons; `written` are the names that stand in the text.
    """
    told = () if decision.outcome is Outcome.YES else _points(decision.reasons, where, names, written)
    told += tuple((Words("Dit ontbreekt nog", "This is still missing"), gap, "") for gap in decision.missing)
    points = tuple(Point(n, title, text, person) for n, (title, text, person) in enumerate(told, 1))
    # A yes needs no proof on the first screen; what must not be forgotten with it does stand there.
    said = "photo.ground"  # that nobody can be recognised stands in the sentence itself
    advice = tuple(r.text for r in decision.reasons if r.about is None and r.norm != said) if decision else ()
    return Telling(
        SAID[decision.outcome], _sentence(decision, kind, where, len(points)), points, advice, _norms(decision)
    )


def _points(
    reasons: Sequence[Reason], where: Words, names: Mapping[str, str], written: Sequence[str]
) -> tuple[tuple[Words, Words, str], ...]:
    found: dict[str, list[Reason]] = {}
    rules: list[tuple[Words, Words, str]] = []
    named = False
    for reason in reasons:
        if reason.about in names and reason.about is not None:
            found.setdefault(reason.about, []).append(reason)
        elif written and reason.norm == "publication.no-name":
            named = True
        elif reason.binding:
            rules.append((_RULES.get(reason.norm or "", _OTHER), reason.text, ""))
    people = [
        (_NOT_HERE.with_(name=names[key], where=where), _joined([r.text for r in of_one]), key)
        for key, of_one in found.items()
    ]
    if named:
        rules.append((_NAME, _NEVER.with_(names=", ".join(written)), ""))
    return (*people, *rules)


def _joined(texts: Sequence[Words]) -> Words:
    once = list(dict.fromkeys(texts))
    return Words(" ".join(t.nl for t in once), " ".join(t.en for t in once))


def _sentence(decision: Decision, kind: Kind, where: Words, points: int) -> Words:
    this = _THIS[kind]
    if decision.outcome is Outcome.CANNOT_SAY:
        return Words(
            "Wij weten nog niet genoeg over {this}. Zolang dat zo is, mag het niet.",
            "We do not know enough yet about {this}. Until then it may not be.",
        ).with_(this=_lower(this))
    if decision:
        alone = any(r.norm == "photo.ground" and r.about is None for r in decision.reasons)
        rest = (
            Words("Niemand is te herkennen.", "Nobody can be recognised.")
            if alone
            else Words("Voor iedereen is er een ja.", "There is a yes for everybody.")
        )
        return Words("{this} mag {where}. {rest}", "{this} may be {where}. {rest}").with_(
            this=this, where=where, rest=rest
        )
    because = numbers.counted(
        points,
        Words("Dat komt door één ding.", "That is because of one thing."),
        Words("Dat komt door {words} dingen.", "That is because of {words} things."),
    )
    return Words("{this} mag nog niet {where}. {because}", "{this} may not be {where} yet. {because}").with_(
        this=this, where=where, because=because
    )


def _lower(words: Words) -> Words:
    return Words(words.nl[0].lower() + words.nl[1:], words.en[0].lower() + words.en[1:])


def _norms(decision: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.norm for r in decision.reasons if r.norm and (r.binding or decision)))


_NOT_HERE = Words("{name} mag niet {where}", "{name} may not be {where}")
_NAME = Words("Er staat een naam bij de foto", "There is a name with the photo")
_NEVER = Words(
    "In uw tekst staat: {names}. Bij een foto staat nooit een naam.",
    "Your text says: {names}. A photo never has a name with it.",
)
_OTHER = Words("Dit mag hier niet", "This is not allowed here")
_RULES = {
    "publication.group-only": Words("Een portret mag hier niet", "A portrait may not be here"),
    "publication.no-name": Words("Er staat een foto bij de naam", "There is a photo with the name"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text beside a photo; `name` parts are marked on the page."""

    text: str
    name: bool = False


def marked(text: str, written: Sequence[str]) -> tuple[Piece, ...]:
    """The text in pieces, with each name that was found in it apart."""
    if not written:
        return (Piece(text),) if text else ()
    parts = _split(text, written)
    return tuple(Piece(part, name=place % 2 == 1) for place, part in enumerate(parts) if part)


def beginning(text: str, most: int) -> str:
    """The first words of a text, at most so many characters; three dots say that there is more."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most + 1].rpartition(" ")[0] or flat[:most]
    return cut.rstrip(" ,;:-.") + "…"


def without_names(text: str, written: Sequence[str]) -> str:
    """The text with the names taken out, as a sentence that still begins with a capital."""
    left = "".join(part for place, part in enumerate(_split(text, written)) if place % 2 == 0)
    tidy = re.sub(r"\s+([,.!?;:])", r"\1", re.sub(r"\s+", " ", left)).strip(" ,;:-")
    return tidy[:1].upper() + tidy[1:]


def _split(text: str, written: Sequence[str]) -> list[str]:
    if not written:
        return [text]
    longest_first = sorted(written, key=len, reverse=True)
    return re.split(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", text)
