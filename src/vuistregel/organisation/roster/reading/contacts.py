"""Rows of a table of parents and guardians. One row is one guardian of one pupil."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vuistregel.organisation.roster.reading.checks import RowChecks
from vuistregel.organisation.roster.reading.model import Authority, RosterGuardian

_AUTHORITY: Final[dict[str, Authority]] = {
    "yes": "yes", "ja": "yes", "j": "yes", "y": "yes", "true": "yes", "1": "yes",
    "no": "no", "nee": "no", "n": "no", "false": "no", "0": "no",
    "unknown": "unknown", "onbekend": "unknown", "?": "unknown", "": "unknown",
}  # fmt: skip
_TRUE: Final = frozenset({"ja", "j", "yes", "y", "true", "1", "geheim"})


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
        pupil_key, key = get("pupil_key", ""), get("guardian_key", "")
        pupil_name = get("pupil_name", "") or " ".join(
            part for part in (get("pupil_call_name", ""), get("pupil_prefix", ""), get("pupil_family_name", "")) if part
        )
        if not (pupil_key or get("other_number") or pupil_name):
            checks.findings.error("contacts.no_pupil", line=line)
            return
        name = " ".join(part for part in (get("given_name", ""), get("prefix", ""), get("family_name", "")) if part)
        if not name:
            checks.findings.error("name.missing_person", line=line, about=key, key=key or "–")
        if key and not self._is_new(key, pupil_key or get("other_number", "") or pupil_name, name, line):
            return
        yield RosterGuardian(
            key=key,
            pupil_keys=(pupil_key,) if pupil_key else (),
            pupil_number=get("other_number", ""),
            pupil_name=pupil_name,
            pupil_birth_date=checks.date(get("pupil_birth_date", ""), line),
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
