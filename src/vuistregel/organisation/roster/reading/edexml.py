"""EDEXML 1.03, 2.0, 2.1 and later: the roster that Dutch pupil administrations export. Facts: Edustandaard.

The parts come in a fixed order in the schema; real files differ, so references are judged at the end. A composite group
may carry the same key as a group: it then gets the key `<key> (samengesteld)`, so that keys stay unique.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from lxml import etree

from vuistregel.organisation.roster.reading.checks import RowChecks, check_school
from vuistregel.organisation.roster.reading.edexml_head import Head, read_head
from vuistregel.organisation.roster.reading.model import RosterGroup, RosterPupil, RosterSchool, RosterStaff, Row
from vuistregel.organisation.roster.reading.problems import Findings
from vuistregel.organisation.roster.reading.reasons import FIELDS
from vuistregel.organisation.roster.reading.source import Asked, Counted, Progress
from vuistregel.organisation.roster.reading.xmlstream import xml_rows

TAGS: Final = ("school", "vestigingen", "groepen", "leerling", "leerkracht")

_NAMES: Final = ("achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam")
_PUPIL_TEXTS: Final = frozenset(
    (*_NAMES, "geboortedatum", "jaargroep", "gebruikersnaam", "emailadres", "instroomdatum", "uitstroomdatum")
)
_STAFF_TEXTS: Final = frozenset((*_NAMES, "gebruikersnaam", "emailadres", "rolomschrijving"))
_DATES: Final = ("geboortedatum", "instroomdatum", "uitstroomdatum")
_IGNORED: Final = frozenset({"mutatiedatum"})  # when the package last touched the record: says nothing about anyone
_NUMBERS: Final = frozenset({"bsn", "onderwijsnummer"})
_ROLES: Final = frozenset("ADJ ADM CON DIR ICT IB KLA LRK LOS LOC OWA OUD RT SMW STA TAL VAK".split())
_ECKID_LENGTH: Final = 512


class EdexmlSource:
    """One EDEXML file. Opening it reads up to the end of the groups; raises Refused when that cannot be read."""

    def __init__(self, path: Path, asked: Asked) -> None:
        self._path = path
        self._asked = asked
        self._head: Head = read_head(path, asked.limits)
        self.school: RosterSchool | None = self._head.school

    def rows(self, findings: Findings, progress: Progress) -> Iterator[Row]:
        self._head.report(findings)
        if self.school is not None:
            check_school(self.school, self._asked, findings, self._head.line)
        walk = _Walk(RowChecks(self._asked, findings), self._head)
        size = self._path.stat().st_size
        with self._path.open("rb") as stream:
            counted = Counted(stream, progress, size)
            for line, element in xml_rows(counted, TAGS, self._asked.limits, nested=frozenset({"groepen"})):
                tag = element.tag
                if tag == "leerling":
                    if (pupil := walk.pupil(element, line)) is not None:
                        yield pupil
                elif tag == "leerkracht":
                    if (member := walk.staff(element, line)) is not None:
                        yield member
                elif tag == "groepen":
                    yield from walk.groups(element, line)
                elif tag == "vestigingen":
                    walk.locations(element, line)
        walk.checks.judge_references()


class _Walk:
    """One walk over the rows: elements in, rows out, problems noted."""

    def __init__(self, checks: RowChecks, head: Head) -> None:
        self.checks = checks
        self._findings = checks.findings
        self._clashing = head.clashing
        self._text_limit = checks.asked.limits.text

    def locations(self, parent: etree._Element, line: int) -> None:
        for child in parent:
            self.checks.new_key("locations", self._key(child, line), line_of(parent, child, line))

    def groups(self, parent: etree._Element, line: int) -> Iterator[RosterGroup]:
        for child in parent:
            composite = child.tag == "samengestelde_groep"
            if not composite and child.tag != "groep":
                self._left_out(child.tag)
                continue
            own_line = line_of(parent, child, line)
            texts = {part.tag: part.text or "" for part in child}
            self._left_out(*(texts.keys() - {"naam", "jaargroep", "omschrijving", "mutatiedatum", "rol"}))
            key = self._group_key(child, own_line)
            if self.checks.new_key("groups", key, own_line):
                name = self.checks.text("naam", texts.get("naam", ""), own_line)
                year_group = self.checks.year_group(texts.get("jaargroep", "").strip(), own_line)
                yield RosterGroup(key, name or key, year_group, composite, "", own_line)

    def pupil(self, element: etree._Element, line: int) -> RosterPupil | None:
        checks = self.checks
        key = self._key(element, line)
        texts: dict[str, str] = {}
        groups: list[str] = []
        location = ""
        number: str | None = None
        for child in element:
            tag = child.tag
            if tag in _PUPIL_TEXTS:
                if text := child.text:
                    # The common case first: nothing to mend in plain letters without spaces.
                    if not text.isascii() or not text.isprintable() or " " in text or len(text) > self._text_limit:
                        text = checks.text(tag, text, line)
                    texts[tag] = text
            elif tag == "groep":
                groups.append(self._group_key(child, line))
            elif tag == "samengestelde_groepen":
                groups += [self._group_key(group, line) for group in child]
            elif tag == "vestiging":
                location = self._key(child, line)
            elif tag in _NUMBERS:
                number = checks.legal_number(tag, child.text or "", key, line_of(element, child, line)) or number
            elif tag not in _IGNORED:
                self._left_out(tag)
        if not checks.new_key("pupils", key, line):
            return None
        get = texts.get
        family_name, given_name, call_name = get("achternaam", ""), get("voornamen", ""), get("roepnaam", "")
        if not (family_name or call_name or given_name):
            self._findings.error("name.missing", line=line, about=key, key=key)
        known = checks.known("groups")
        for group in groups:
            if group not in known:
                checks.refer("groups", group, line)
        if location:
            checks.refer("locations", location, line)
        born, came, left = (self._date(element, tag, texts, line) for tag in _DATES)
        self._remarks(groups, born, left, line)
        checks.dates_in_order(key, born, came, left, line)
        year_group = get("jaargroep", "")
        email = get("emailadres", "")
        eckid = element.get("eckid")
        return RosterPupil(
            key,
            checks.text("eckid", eckid, line, _ECKID_LENGTH) if eckid else "",
            given_name,
            get("voorletters-1", ""),
            get("voorvoegsel", ""),
            family_name,
            call_name,
            born,
            checks.year_group(year_group, line) if year_group else "",
            tuple(groups),
            location,
            get("gebruikersnaam", ""),
            checks.email(email, line) if email else "",
            came,
            left,
            number,
            line,
        )

    def staff(self, element: etree._Element, line: int) -> RosterStaff | None:
        checks = self.checks
        key = self._key(element, line)
        texts: dict[str, str] = {}
        roles: list[str] = []
        role_texts: list[str] = []
        groups: list[str] = []
        for child in element:
            if child.tag in _STAFF_TEXTS:
                texts[child.tag] = checks.text(child.tag, child.text or "", line)
            elif child.tag == "rol":
                roles.append(child.text or "")
            elif child.tag == "groepen":
                for group in child:
                    groups.append(self._group_key(group, line))
                    roles += [part.text or "" for part in group if part.tag == "rol"]
                    role_texts += [checks.text(part.tag, part.text or "", line) for part in group if part.tag != "rol"]
            elif child.tag not in _IGNORED:
                self._left_out(child.tag)
        if not checks.new_key("staff", key, line):
            return None
        if not any(texts.get(name) for name in ("achternaam", "roepnaam", "voornamen")):
            self._findings.error("name.missing_person", line=line, about=key, key=key)
        for group in groups:
            checks.refer("groups", group, line)
        for role in roles:
            if role not in _ROLES:
                self._findings.tally("role.unknown", line, role)
        spoken = [text for text in (texts.get("rolomschrijving", ""), *role_texts) if text]
        return RosterStaff(
            key=key,
            eckid=checks.text("eckid", element.get("eckid", ""), line, _ECKID_LENGTH),
            given_name=texts.get("voornamen", ""),
            initials=texts.get("voorletters-1", ""),
            prefix=texts.get("voorvoegsel", ""),
            family_name=texts.get("achternaam", ""),
            call_name=texts.get("roepnaam", ""),
            username=texts.get("gebruikersnaam", ""),
            email=checks.email(texts.get("emailadres", ""), line),
            roles=tuple(dict.fromkeys(role for role in roles if role in _ROLES)),
            role_text=", ".join(dict.fromkeys(spoken)),
            group_keys=tuple(dict.fromkeys(groups)),
            line=line,
        )

    def _key(self, element: etree._Element, line: int) -> str:
        key = element.get("key") or ""
        if key.isascii() and key.isprintable() and " " not in key and len(key) <= self._text_limit:
            return key
        return self.checks.text("key", key, line)

    def _group_key(self, element: etree._Element, line: int) -> str:
        key = self._key(element, line)
        if self._clashing and key in self._clashing and element.tag == "samengestelde_groep":
            return f"{key} (samengesteld)"
        return key

    def _date(self, element: etree._Element, tag: str, texts: dict[str, str], line: int) -> date | None:
        if (raw := texts.get(tag)) is None:
            return None
        if (known := self.checks.known_date(raw)) is not None:
            return known
        child = element.find(tag)
        return self.checks.date(raw, line if child is None else line_of(element, child, line))

    def _remarks(self, groups: list[str], born: date | None, left: date | None, line: int) -> None:
        if born is None:
            self._findings.tally("pupil.no_birth_date", line)
        if left is not None:
            self._findings.tally("pupil.departed", line)
        elif not groups:
            self._findings.tally("pupil.no_group", line)

    def _left_out(self, *tags: str) -> None:
        for tag in tags:
            (self._findings.fields if tag in FIELDS else self._findings.unknown_fields)[tag] += 1


def line_of(parent: etree._Element, child: etree._Element, line: int) -> int:
    """The line on which a child begins, when its parent begins on `line`: the line ends between them are counted."""
    line += (parent.text or "").count("\n")
    for earlier in child.itersiblings(preceding=True):
        line += sum(text.count("\n") for text in earlier.itertext()) + (earlier.tail or "").count("\n")
    return line
