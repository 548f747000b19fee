"""Who decides, said in one sentence. Pure: the same words on the pages of staff, parents and pupils."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vuistregel.organisation.rules import Deciders
from vuistregel.words import Words


class Named(Protocol):
    """Somebody whom one calls by name."""

    @property
    def name(self) -> str: ...

    @property
    def short_name(self) -> str: ...


def deciders_sentence(found: Deciders, pupil: Named) -> Words:
    """`Over Yara beslissen Fatima Z. en Tom Z., ieder apart.`; `Yara beslist zelf.`"""
    guardians = [p.name for p in found.people if p.kind == "guardian"]
    own = any(p.kind == "pupil" for p in found.people)
    names = {"pupil": pupil.short_name}
    if own and guardians:
        text = Words(
            "{pupil} beslist zelf, en ook {guardians}, ieder apart.",
            "{pupil} decides, and so do {guardians}, each alone.",
        )
        return text.with_(guardians=joined(guardians), **names)
    if own:
        return Words("{pupil} beslist zelf.", "{pupil} decides.").with_(**names)
    if len(guardians) > 1:
        text = Words(
            "Over {pupil} beslissen {guardians}, ieder apart.", "{guardians} decide about {pupil}, each alone."
        )
        return text.with_(guardians=joined(guardians), **names)
    if guardians:
        return Words("Over {pupil} beslist {guardian}.", "{guardian} decides about {pupil}.").with_(
            guardian=guardians[0], **names
        )
    return Words("Over {pupil} kan nu niemand beslissen.", "Nobody can decide about {pupil} now.").with_(**names)


def deciders_short(found: Deciders, pupil: Named) -> Words:
    """The same for a line of a list: names only, or what is wrong."""
    if not found.people:
        return Words("nu beslist niemand", "nobody decides now")
    names = [p.name for p in found.people if p.kind == "guardian"]
    if len(names) < len(found.people):
        own = Words("beslist zelf", "decides alone")
        return (
            own if not names else Words("{own}, en {names}", "{own}, and {names}").with_(own=own, names=joined(names))
        )
    return joined(names)


def joined(names: Sequence[str]) -> Words:
    """`A, B en C`."""
    if len(names) < 2:
        return Words(names[0], names[0])
    start = ", ".join(names[:-1])
    return Words(f"{start} en {names[-1]}", f"{start} and {names[-1]}")


def joined_words(parts: Sequence[Words]) -> Words:
    """The same for what is said differently in the two languages."""
    return Words(joined([p.nl for p in parts]).nl, joined([p.en for p in parts]).en)
