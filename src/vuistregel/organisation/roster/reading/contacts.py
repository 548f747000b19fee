"""Rows of a table of parents and guardians. A row is about one pupil, and holds one guardian or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vuistregel.organisation.roster.reading.checks import RowChecks
from vuistregel.organisation.roster.reading.mapping import SECOND
from vuistregel.organisation.roster.reading.model import Authority, RosterGuardian

_AUTHORITY: Final[dict[str, Authority]] = {
    "yes": "yes", "ja": "yes", "j": "yes", "y": "yes", "true": "yes", "1": "yes",
    "no": "no", "nee": "no", "n": "no", "false": "no", "0": "no",
    "unknown": "unknown", "onbekend": "unknown", "?": "unknown", "": "unknown",
}  # fmt: skip
#: With none of these, a first parent is not there at all.
_SAYS_WHO: Final = ("guardian_key", "given_name", "family_name", "email", "phone")
_TRUE: Final = frozenset({"ja", "j", "yes", "y", "true", "1", "geheim"})


def _parents(texts: dict[str, str]) -> list[dict[str, str]]:
    """The parents of a row: the first, and the second where its columns hold something."""
    first = {name: text for name, text in texts.items() if not name.endswith(SECOND)}
    second = {name.removesuffix(SECOND): text for name, text in texts.items() if name.endswith(SECOND) and text}
    if not second:
        return [first]
    return [first, second] if any(first.get(name) for name in _SAYS_WHO) else [second]


class ContactRows:
    """Turns the rows into guardians. The same guardian with the same pupil twice is an error; with two children not."""

    def __init__(self, checks: RowChecks) -> None:
        self._checks = checks
        self._pairs: dict[tuple[str, str], int] = {}
        self._names: dict[str, tuple[int, int]] = {}

    def read(self, values: dict[str, str], line: int) -> Iterator[RosterGuardian]:
        checks = self._checks
        texts = {name: checks.text(name, text, line) for name, text in values.items()}
        get = texts.get
        pupil_key = get("pupil_key", "")
        pupil_name = get("pupil_name", "") or " ".join(
            part for part in (get("pupil_call_name", ""), get("pupil_prefix", ""), get("pupil_family_name", "")) if part
        )
        if not (pupil_key or get("other_number") or pupil_name):
            checks.findings.error("contacts.no_pupil", line=line)
            return
        for parent in _parents(texts):
            yield from self._parent(texts, parent, pupil_name, line)

    def _parent(
        self, texts: dict[str, str], parent: dict[str, str], pupil_name: str, line: int
    ) -> Iterator[RosterGuardian]:
        """One parent of the row. `texts` says which pupil, `parent` the rest."""
        checks, get = self._checks, parent.get
        pupil_key, number, key = texts.get("pupil_key", ""), texts.get("other_number", ""), get("guardian_key", "")
        name = " ".join(part for part in (get("given_name", ""), get("prefix", ""), get("family_name", "")) if part)
        if not name:
            checks.findings.error("name.missing_person", line=line, about=key, key=key or "–")
        if key and not self._is_new(key, pupil_key or number or pupil_name, name, line):
            return
        yield RosterGuardian(
            key=key,
            pupil_keys=(pupil_key,) if pupil_key else (),
            pupil_number=number,
            pupil_name=pupil_name,
            pupil_birth_date=checks.date(texts.get("pupil_birth_date", ""), line),
            given_name=get("given_name", ""),
            prefix=get("prefix", ""),
            family_name=get("family_name", ""),
            relation=get("relation", ""),
            authority=self._authority(get("authority", ""), line),
            email=checks.email(get("email", ""), line),
            phone=get("phone", ""),
            confidential=get("confidential", "").casefold() in _TRUE,
            line=line,
        )

    def _is_new(self, key: str, pupil: str, name: str, line: int) -> bool:
        findings = self._checks.findings
        if (first := self._pairs.get((key, pupil))) is not None:
            findings.error("key.pair_double", line=line, about=key, key=key, pupil=pupil, first=first)
            return False
        self._pairs[key, pupil] = line
        known = self._names.setdefault(key, (hash(name.casefold()), line))
        if known[0] != hash(name.casefold()):
            findings.error("key.two_people", line=line, about=key, key=key, first=known[1])
            return False
        return True

    def _authority(self, raw: str, line: int) -> Authority:
        """Yes, no or unknown; anything else is unknown and said so: authority is never guessed."""
        found = _AUTHORITY.get(raw.casefold())
        if found is None:
            self._checks.findings.tally("authority.unknown", line, raw)
        return found or "unknown"
