"""Looks at the norms as a whole. Every rule answers with all the faults that it finds, with file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Final

from vuistregel.norms.errors import Problem
from vuistregel.norms.load import Loaded
from vuistregel.norms.model import SECTORS, Kind, Norm, Verification

_UNFINISHED: Final = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|n\.n\.b\.|lorem ipsum)\b|\.\.\.|…|[{}]", re.IGNORECASE)
_REQUIREMENT: Final = re.compile(r"^(?:R(?:\d+|G)\.\d+|S\d\d|T\d\d)$")
_CHAPTERS: Final = 10
_ID: Final = re.compile(r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$")


def validate(loaded: Loaded) -> tuple[Problem, ...]:
    """All faults of form and of content, in the order of the files."""
    found = [
        *loaded.problems,
        *_ids(loaded),
        *(problem for norm in loaded.norms for problem in _row(norm, loaded)),
        *_overlaps(loaded),
        *_gaps(loaded),
        *_differences(loaded),
    ]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda problem: (problem.place.file, problem.place.line)))


def _ids(loaded: Loaded) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for id_, place in loaded.entries:
        if not _ID.match(id_):
            yield Problem(place, f"'{id_}' is no id: small letters, digits, dots and hyphens")
        if id_ in first:
            yield Problem(place, f"{id_} already stands at {first[id_]}")
        first.setdefault(id_, str(place))


def _row(norm: Norm, loaded: Loaded) -> Iterator[Problem]:
    for message in (*_period_and_scope(norm), *_origin(norm, loaded), *_reader(norm)):
        yield Problem(norm.place, f"{norm.id}: {message}")


def _period_and_scope(norm: Norm) -> Iterator[str]:
    if norm.valid_from and norm.valid_to and norm.valid_to < norm.valid_from:
        yield "'until' lies before 'from'"
    for sector in norm.scope.sectors:
        if sector not in SECTORS:
            yield f"unknown sector '{sector}'"
    if len(set(norm.scope.sectors)) != len(norm.scope.sectors):
        yield "a sector stands twice"
    if norm.prevails and norm.kind is Kind.LAW:
        yield "only a promise can be marked 'prevails'"


def _origin(norm: Norm, loaded: Loaded) -> Iterator[str]:
    if not norm.sources:
        yield "'sources' is missing"
    for key in norm.sources:
        if key not in loaded.sources:
            yield f"unknown source '{key}'"
    if norm.checked_on is None and norm.verification is not Verification.MEMORY:
        yield "'checked_on' is missing"


def _reader(norm: Norm) -> Iterator[str]:
    said = zip(norm.reference.nl.split("; "), norm.reference.en.split("; "), strict=False)
    for same in (nl for nl, en in said if nl == en):
        yield f"'{same}' does not read as a law and its article: 'reference' says it, in Dutch and in English"
    if norm.chapter is not None and not 1 <= norm.chapter <= _CHAPTERS:
        yield f"the handbook has chapters 1 to {_CHAPTERS}"
    for number in norm.handbook:
        if not _REQUIREMENT.match(number):
            yield f"'{number}' is no number of the handbook's requirements"
    texts = [norm.title, norm.text, *([norm.note] if norm.note else [])]
    if any(_UNFINISHED.search(text) for words in texts for text in (words.nl, words.en)):
        yield "a text is not finished"


def _overlaps(loaded: Loaded) -> Iterator[Problem]:
    """Two rows of one id and kind may not hold on the same day for the same school."""
    for group in _by_id_and_kind(loaded):
        for one, other in combinations(group, 2):
            if one.scope.meets(other.scope) and _first(other) <= _last(one) and _first(one) <= _last(other):
                later = max(one, other, key=lambda norm: (norm.place.file, norm.place.line))
                earlier = one if later is other else other
                yield Problem(later.place, f"{later.id}: holds on the same days as {earlier.place}")


def _gaps(loaded: Loaded) -> Iterator[Problem]:
    """Between two periods of a law no day may be without one, unless the file says that it is meant."""
    for group in _by_id_and_kind(loaded):
        if group[0].kind is not Kind.LAW:
            continue
        for sector in SECTORS:
            mine = sorted((n for n in group if not n.scope.sectors or sector in n.scope.sectors), key=_first)
            for before, after in pairwise(mine):
                if _last(before) == date.max or after.gap or before.scope.subject != after.scope.subject:
                    continue
                first_empty = _last(before) + timedelta(days=1)
                if first_empty < _first(after):
                    yield Problem(after.place, f"{after.id}: nothing holds from {first_empty} until this row begins")


def _differences(loaded: Loaded) -> Iterator[Problem]:
    known = {norm.id for norm in loaded.norms}
    for difference in loaded.differences:
        for id_ in difference.norms:
            if id_ not in known:
                yield Problem(difference.place, f"{difference.key}: unknown norm '{id_}'")


def _by_id_and_kind(loaded: Loaded) -> list[list[Norm]]:
    groups: dict[tuple[str, Kind], list[Norm]] = defaultdict(list)
    for norm in loaded.norms:
        if norm.regime.computes:
            groups[norm.id, norm.kind].append(norm)
    return list(groups.values())


def _first(norm: Norm) -> date:
    return norm.valid_from or date.min


def _last(norm: Norm) -> date:
    return norm.valid_to or date.max
