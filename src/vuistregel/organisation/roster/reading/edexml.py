"""EDEXML 1.03, 2.0, 2.1 and later: the roster that Dutch pupil administrations export. Facts: Edustandaard.

The parts come in a fixed order in the schema; real files differ, so references are judged at the end. A composite group
may carry the same key as a group: it then gets the key `<key> (samengesteld)`, so that keys stay unique.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from lxml import etree

from vuistregel.organisation.roster.reading.checks import YEAR_GROUPS, RowChecks, check_school
from vuistregel.organisation.roster.reading.edexml_head import TAGS, Head, read_head
from vuistregel.organisation.roster.reading.model import RosterGroup, RosterPupil, RosterSchool, RosterStaff, Row
from vuistregel.organisation.roster.reading.problems import Findings
from vuistregel.organisation.roster.reading.reasons import FIELDS
from vuistregel.organisation.roster.reading.source import Asked, Counted, Progress
from vuistregel.organisation.roster.reading.xmlstream import xml_rows

_NAMES: Final = ("achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam")
_PUPIL_TEXTS: Final = frozenset(
    (*_NAMES, "geboortedatum", "jaargroep", "gebruikersnaam", "emailadres", "instroomdatum", "uitstroomdatum")
)
_STAFF_TEXTS: Final = frozenset((*_NAMES, "gebruikersnaam", "emailadres", "rolomschrijving"))
_IGNORED: Final = frozenset({"mutatiedatum"})  # when the package last touched the record: says nothing about anyone
_NUMBERS: Final = frozenset({"bsn", "onderwijsnummer"})
_ROLES: Final = frozenset(
    (
        "ADJ",
        "ADM",
        "CON",
        "DIR",
        "ICT",
        "IB",
        "KLA",
        "LRK",
        "LOS",
        "LOC",
        "OWA",
        "OUD",
        "RT",
        "SMW",
        "STA",
        "TAL",
        "VAK",
    )
)
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
        walk.count_left_out()
        walk.checks.judge_references()


class _Walk:
    """One walk over the rows: elements in, rows out, problems noted."""

    def __init__(self, checks: RowChecks, head: Head) -> None:
        self.checks = checks
        self._findings = checks.findings
        self._clashing = head.clashing
        self._text_limit = checks.asked.limits.text
        self._dates = checks.dates
        self._left: defaultdict[str, int] = defaultdict(int)
        self._groups = checks.known("groups")

    def locations(self, parent: etree._Element, line: int) -> None:
        for own_line, child in with_lines(parent, line):
            self.checks.new_key("locations", self._key(child, own_line), own_line)

    def groups(self, parent: etree._Element, line: int) -> Iterator[RosterGroup]:
        for own_line, child in with_lines(parent, line):
            composite = child.tag == "samengestelde_groep"
            if not composite and child.tag != "groep":
                self._left[child.tag] += 1
                continue
            texts = {part.tag: part.text or "" for part in child}
            for tag in texts.keys() - {"naam", "jaargroep", "omschrijving"}:
                self._left[tag] += 1
            key = self._group_key(child, own_line)
            if self.checks.new_key("groups", key, own_line):
                name = self.checks.text("naam", texts.get("naam", ""), own_line)
                year_group = self.checks.year_group(texts.get("jaargroep", "").strip(), own_line)
                yield RosterGroup(key, name or key, year_group, composite, "", own_line)

    def pupil(self, element: etree._Element, line: int) -> RosterPupil | None:  # noqa: C901 - one walk over the children
        """The row of a pupil. The one function that runs for every pupil: plain letters take the short way."""
        key = self._key(element, line)
        texts: dict[str, str] = {}
        groups: list[str] = []
        location = ""
        number: str | None = None
        for child in element:
            tag = child.tag
            if tag in _PUPIL_TEXTS:
                texts[tag] = child.text or ""
            elif tag == "groep":
                groups.append(self._group_key(child, line))
            elif tag == "samengestelde_groepen":
                groups += [self._group_key(group, line) for group in child]
            elif tag == "vestiging":
                location = self._key(child, line)
            elif tag in _NUMBERS:
                at = line_of(element, child, line) if self.checks.asked.numbers else line
                number = self.checks.legal_number(tag, child.text or "", key, at) or number
            else:
                self._left[tag] += 1
        if not self.checks.new_key("pupils", key, line):
            return None
        if not self._is_plain("|".join(texts.values())):
            texts = {tag: self.checks.text(tag, text, line) for tag, text in texts.items()}
        self._point(groups, location, line)
        get, eckid = texts.get, element.get("eckid")
        born = came = left = None
        if raw := get("geboortedatum"):
            born = self._dates.get(raw) or self._date(element, "geboortedatum", raw, line)
        if raw := get("instroomdatum"):
            came = self._dates.get(raw) or self._date(element, "instroomdatum", raw, line)
        if raw := get("uitstroomdatum"):
            left = self._dates.get(raw) or self._date(element, "uitstroomdatum", raw, line)
        pupil = RosterPupil(
            key,
            self.checks.text("eckid", eckid, line, _ECKID_LENGTH) if eckid else "",
            get("voornamen", ""),
            get("voorletters-1", ""),
            get("voorvoegsel", ""),
            get("achternaam", ""),
            get("roepnaam", ""),
            born,
            self._year_group(get("jaargroep", ""), line),
            tuple(groups),
            location,
            get("gebruikersnaam", ""),
            self.checks.email(texts["emailadres"], line) if "emailadres" in texts else "",
            came,
            left,
            number,
            line,
        )
        self.checks.pupil(pupil)
        return pupil

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
                groups += [self._group_key(group, line) for group in child]
                roles += [part.text or "" for part in child.iter("rol")]
                role_texts += [checks.text(part.tag, part.text or "", line) for part in child.iter("rolomschrijving")]
            else:
                self._left[child.tag] += 1
        if not checks.new_key("staff", key, line):
            return None
        if not any(texts.get(name) for name in ("achternaam", "roepnaam", "voornamen")):
            self._findings.error("name.missing_person", line=line, about=key, key=key)
        self._point(groups, "", line)
        for role in set(roles) - _ROLES:
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

    def _is_plain(self, texts: str) -> bool:
        """Whether nothing needs mending in these texts, joined by bars: plain letters, single spaces, not too long."""
        return (
            texts.isascii() and texts.isprintable() and len(texts) <= self._text_limit
            and "  " not in texts and " |" not in texts and "| " not in texts and texts == texts.strip()
        )  # fmt: skip

    def _point(self, groups: list[str], location: str, line: int) -> None:
        for group in groups:
            if group not in self._groups:
                self.checks.refer("groups", group, line)
        if location:
            self.checks.refer("locations", location, line)

    def _date(self, element: etree._Element, tag: str, raw: str, line: int) -> date | None:
        child = element.find(tag)
        return self.checks.date(raw, line if child is None else line_of(element, child, line))

    def _year_group(self, raw: str, line: int) -> str:
        return raw if raw in YEAR_GROUPS else self.checks.year_group(raw, line)

    def count_left_out(self) -> None:
        """Hand over what no row took: known fields with their reason, unknown ones as a warning."""
        for tag, count in self._left.items():
            if tag not in _IGNORED:
                (self._findings.fields if tag in FIELDS else self._findings.unknown_fields)[tag] += count


def with_lines(parent: etree._Element, line: int) -> Iterator[tuple[int, etree._Element]]:
    """The children with the lines on which they begin, when the parent begins on `line`."""
    line += _line_ends(parent.text)
    for child in parent:
        yield line, child
        line += _line_ends("".join(map(str, child.itertext()))) + _line_ends(child.tail)


def line_of(parent: etree._Element, child: etree._Element, line: int) -> int:
    """The line on which one child begins: only asked when something is wrong with it."""
    return next((at for at, other in with_lines(parent, line) if other is child), line)


def _line_ends(text: str | bytes | None) -> int:
    return str(text).count("\n") if text else 0
