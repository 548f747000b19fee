"""Which pupil a guardian belongs to: sure, doubtful (a person decides), or unknown. Pure.

Sure is a key, a number, or a name with date of birth that fits exactly one pupil. Whatever contradicts itself or fits
by half is doubtful and shown with its candidates: a child's guardian is never guessed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.roster.reading.model import RosterGuardian, RosterPupil
from vuistregel.words import Words

WHY: Final[dict[str, Words]] = {
    "several": Words(
        "Er zijn {count} leerlingen met deze naam en geboortedatum.",
        "There are {count} pupils with this name and date of birth.",
    ),
    "no_birth_date": Words(
        "De naam past, maar het bestand geeft geen geboortedatum van de leerling.",
        "The name fits, but the file gives no date of birth of the pupil.",
    ),
    "birth_date_unknown": Words(
        "De naam past, maar wij weten de geboortedatum van deze leerling niet.",
        "The name fits, but we do not know the date of birth of this pupil.",
    ),
    "other_birth_date": Words(
        "De naam past, maar de geboortedatum is anders.",
        "The name fits, but the date of birth is different.",
    ),
    "other_name": Words(
        "De geboortedatum en een deel van de naam passen. Is dit dezelfde leerling?",
        "The date of birth and part of the name fit. Is this the same pupil?",
    ),
    "key_contradicts": Words(
        "Het leerlingnummer is van een leerling met een andere geboortedatum.",
        "The pupil number belongs to a pupil with another date of birth.",
    ),
    "key_unknown": Words(
        "Het leerlingnummer kennen wij niet, maar de naam past.",
        "We do not know the pupil number, but the name fits.",
    ),
    "several_numbers": Words(
        "Er zijn {count} leerlingen met dit nummer.",
        "There are {count} pupils with this number.",
    ),
}


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil as the house knows it. `number` is another number by which files may name the pupil."""

    key: str
    number: str = ""
    given_name: str = ""
    prefix: str = ""
    family_name: str = ""
    call_name: str = ""
    birth_date: date | None = None

    @staticmethod
    def of(pupil: RosterPupil) -> KnownPupil:
        return KnownPupil(
            pupil.key, "", pupil.given_name, pupil.prefix, pupil.family_name, pupil.call_name, pupil.birth_date
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A guardian whose pupil is not certain, with the keys of the pupils it may be, and why a person must look."""

    guardian: RosterGuardian
    candidates: tuple[str, ...]
    why: Words


@dataclass(slots=True)
class Joined:
    """Each (guardian, pupil) of the file in exactly one of three lists."""

    sure: list[tuple[RosterGuardian, str]] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)
    unknown: list[RosterGuardian] = field(default_factory=list)


def join_contacts(
    guardians: Iterable[RosterGuardian], pupils: Mapping[str, KnownPupil] | Iterable[KnownPupil]
) -> Joined:
    """Join guardians to pupils. Memory: an index over the pupils; guardians are walked once."""
    index = _Index(pupils.values() if isinstance(pupils, Mapping) else pupils)
    joined = Joined()
    for guardian in guardians:
        _place(guardian, index, joined)
    return joined


class _Index:
    def __init__(self, pupils: Iterable[KnownPupil]) -> None:
        self.by_key: dict[str, KnownPupil] = {}
        self.by_number: defaultdict[str, list[str]] = defaultdict(list)
        self.by_name: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self.by_birth_date: defaultdict[date, list[str]] = defaultdict(list)
        for pupil in pupils:
            self.by_key[pupil.key] = pupil
            if pupil.number:
                self.by_number[pupil.number].append(pupil.key)
            for name in _names(pupil):
                self.by_name[name].append(pupil.key)
            if pupil.birth_date:
                self.by_birth_date[pupil.birth_date].append(pupil.key)


def _place(guardian: RosterGuardian, index: _Index, joined: Joined) -> None:
    unknown_key = False
    for key in guardian.pupil_keys:
        pupil = index.by_key.get(key)
        if pupil is None:
            unknown_key = True
        elif _contradicts(guardian.pupil_birth_date, pupil.birth_date):
            joined.doubtful.append(Doubt(guardian, (key,), WHY["key_contradicts"]))
        else:
            joined.sure.append((guardian, key))
    if guardian.pupil_keys and not unknown_key:
        return
    found = _by_number(guardian, index)
    if found is not None:
        unknown_key = False
    else:
        found = _by_name(guardian, index)
    if found is None:
        joined.unknown.append(guardian)
    elif isinstance(found, str):
        if unknown_key:
            joined.doubtful.append(Doubt(guardian, (found,), WHY["key_unknown"]))
        else:
            joined.sure.append((guardian, found))
    else:
        joined.doubtful.append(found)


def _by_number(guardian: RosterGuardian, index: _Index) -> str | Doubt | None:
    numbered = index.by_number.get(guardian.pupil_number, []) if guardian.pupil_number else []
    if len(numbered) > 1:
        return Doubt(guardian, tuple(numbered), WHY["several_numbers"].with_(count=len(numbered)))
    if numbered and _contradicts(guardian.pupil_birth_date, index.by_key[numbered[0]].birth_date):
        return Doubt(guardian, (numbered[0],), WHY["key_contradicts"])
    return numbered[0] if numbered else None


def _by_name(guardian: RosterGuardian, index: _Index) -> str | Doubt | None:
    """The one pupil of this name and date of birth, a doubt, or None."""
    if not guardian.pupil_name:
        return None
    name, born = _tokens(guardian.pupil_name), guardian.pupil_birth_date
    named = index.by_name.get(name, []) if name else []
    if born is None:
        return Doubt(guardian, tuple(named), WHY["no_birth_date"]) if named else None
    exact = [key for key in named if index.by_key[key].birth_date == born]
    if len(exact) == 1:
        return exact[0]
    if exact:
        return Doubt(guardian, tuple(exact), WHY["several"].with_(count=len(exact)))
    undated = [key for key in named if index.by_key[key].birth_date is None]
    if undated:
        return Doubt(guardian, tuple(undated), WHY["birth_date_unknown"])
    near = [key for key in index.by_birth_date.get(born, []) if _shares_name(name, index.by_key[key])]
    if near:
        return Doubt(guardian, tuple(near), WHY["other_name"])
    return Doubt(guardian, tuple(named), WHY["other_birth_date"]) if named else None


def _contradicts(said: date | None, known: date | None) -> bool:
    return said is not None and known is not None and said != known


def _tokens(text: str) -> tuple[str, ...]:
    """A name in any order and spelling of accents: `Berg, Daan van de` and `Daan van de Berg` are the same."""
    name = plain(text).split()
    if not name:  # a name in another script has no plain letters: keep it as it is
        name = unicodedata.normalize("NFKC", text).casefold().replace(",", " ").split()
    return tuple(sorted(name))


def _names(pupil: KnownPupil) -> set[tuple[str, ...]]:
    firsts = {pupil.call_name, pupil.given_name, pupil.given_name.partition(" ")[0]} - {""} or {""}
    full = {_tokens(f"{first} {pupil.prefix} {pupil.family_name}") for first in firsts}
    return full - {()}


def _shares_name(name: tuple[str, ...], pupil: KnownPupil) -> bool:
    """Whether the family name, or the first name, stands in the name that the file gives."""
    own = set(name)
    parts = (_tokens(pupil.family_name), _tokens(pupil.call_name or pupil.given_name.partition(" ")[0]))
    return any(part and own.issuperset(part) for part in parts)
