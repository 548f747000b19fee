"""The head of an EDEXML file: school, version, and which keys groups and composite groups share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lxml import etree

from vuistregel.organisation.roster.reading.checks import split_brin
from vuistregel.organisation.roster.reading.cleaning import Wrong, read_date, tidy
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.model import RosterSchool
from vuistregel.organisation.roster.reading.problems import Findings
from vuistregel.organisation.roster.reading.reasons import FIELDS
from vuistregel.organisation.roster.reading.xmlstream import xml_rows

TAGS: Final = ("school", "vestigingen", "groepen", "leerling", "leerkracht")
_KNOWN: Final = ("1.03", "2.0", "2.1")
_YEAR = re.compile(r"(\d{4})-(\d{4})")
_PARTS: Final = frozenset(
    ("schooljaar", "peildatum", "brincode", "dependancecode", "schoolkey", "instellingsnummer", "aanmaakdatum",
     "auteur",
     "xsdversie")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the pupils. `clashing` are keys that a group and a composite group have both."""

    school: RosterSchool | None = None
    line: int = 1
    texts: tuple[tuple[str, str], ...] = ()
    clashing: frozenset[str] = frozenset()

    def report(self, findings: Findings) -> None:
        """What is to be said about the head itself."""
        if self.school is None:
            findings.error("school.missing")
            return
        texts = dict(self.texts)
        for tag in texts.keys() - _PARTS:
            (findings.fields if tag in FIELDS else findings.unknown_fields)[tag] += 1
        if self.school.version not in _KNOWN:
            findings.warning("version.later", line=self.line, version=self.school.version)
        match = _YEAR.fullmatch(self.school.school_year)
        if match is None or int(match[2]) != int(match[1]) + 1:
            findings.warning("school.year", line=self.line, found=self.school.school_year or "–")
        found = read_date(texts.get("peildatum", "")) if texts.get("peildatum") else None
        if isinstance(found, Wrong):
            findings.wrong(found, line=self.line)


def read_head(path: Path, limits: Limits) -> Head:
    """Read up to the end of the groups, or to the first pupil. Raises Refused."""
    head = Head()
    version = "1.03"
    with path.open("rb") as stream:
        for line, element in xml_rows(stream, TAGS, limits, nested=frozenset({"groepen"})):
            if element.tag == "school" and head.school is None:
                texts = {part.tag: tidy(part.text or "")[: limits.text] for part in element}
                head = replace(head, school=_school(texts), line=line, texts=tuple(texts.items()))
            elif element.tag == "vestigingen":
                version = "2.0"
            elif element.tag == "groepen":
                head = replace(head, clashing=_clashing(element))
                break
            elif element.tag in ("leerling", "leerkracht"):
                version = "2.1" if element.get("eckid") else version
                break
    if head.school is not None and not head.school.version:
        head = replace(head, school=replace(head.school, version=version))
    return head


def _school(texts: dict[str, str]) -> RosterSchool:
    brin, location = split_brin(texts.get("brincode", ""))
    reference = read_date(texts.get("peildatum", ""))
    return RosterSchool(
        school_year=texts.get("schooljaar", ""),
        reference_date=None if isinstance(reference, Wrong) else reference,
        brin=brin or texts.get("brincode", ""),
        location=texts.get("dependancecode", "") or location,
        school_key=texts.get("schoolkey", ""),
        made_at=texts.get("aanmaakdatum", ""),
        author=texts.get("auteur", ""),
        version=_version(texts.get("xsdversie", "")),
        format="edexml",
    )


def _version(text: str) -> str:
    """`1.0.3` and `1.03` are the same version; so are `2.0.1` and `2.0` for a reader."""
    if text in ("1.0.3", "1.3"):
        return "1.03"
    match = re.fullmatch(r"(\d+\.\d+)(?:\.\d+)*", text)
    return match[1] if match else text


def _clashing(groups: etree._Element) -> frozenset[str]:
    of_kind: dict[str, set[str]] = {"groep": set(), "samengestelde_groep": set()}
    for child in groups:
        if child.tag in of_kind:
            of_kind[child.tag].add(tidy(child.get("key") or ""))
    return frozenset(of_kind["groep"] & of_kind["samengestelde_groep"])
