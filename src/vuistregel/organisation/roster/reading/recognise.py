"""Which format a file has, from its content; its name and extension say nothing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from vuistregel.organisation.roster.reading.archive import guarded_members
from vuistregel.organisation.roster.reading.csvtext import first_cells
from vuistregel.organisation.roster.reading.limits import MB, Limits
from vuistregel.organisation.roster.reading.mapping import are_contact_headers
from vuistregel.organisation.roster.reading.problems import Problem, Refused, refuse
from vuistregel.organisation.roster.reading.xmlstream import head_text, root_name

HEAD: Final = 64 * 1024
OSO_NAMESPACE: Final = "http://www.edustandaard.nl/oso_gegevensset/"


class Format(StrEnum):
    EDEXML = "edexml"
    ONEROSTER_ZIP = "oneroster"
    CSV = "csv"
    XLSX = "xlsx"
    CONTACTS_CSV = "contacts_csv"
    OSO = "oso"


def recognise(path: str | Path, *, limits: Limits | None = None) -> Format | Problem:
    """The format of the file, or the problem why it is none that we read. Looks at the first 64 kB only."""
    try:
        return _recognised(Path(path), limits or Limits())
    except Refused as refused:
        return refused.problem


def _recognised(path: Path, limits: Limits) -> Format:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise refuse("file.missing") from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refuse("file.empty" if size <= HEAD else "file.unknown")
    if size > limits.file:
        raise refuse("file.too_big", size=size // MB + 1, limit=limits.file // MB)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse("file.old_excel")
    text = head_text(head).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _markup(head, text)
    cells = first_cells(head)
    if cells is None or len(cells) < 2:
        raise refuse("file.unknown")
    return Format.CONTACTS_CSV if are_contact_headers(cells) else Format.CSV


def _package(path: Path, limits: Limits) -> Format:
    members = guarded_members(path, limits)
    if "[Content_Types].xml" in members:
        if any(name.startswith("xl/") for name in members):
            return Format.XLSX
        raise refuse("file.unknown")
    names = {name.rpartition("/")[2].lower() for name in members}
    if names & {"manifest.csv", "users.csv", "orgs.csv"}:
        return Format.ONEROSTER_ZIP
    raise refuse("zip.other")


def _markup(head: bytes, text: str) -> Format:
    if text[:300].lower().startswith(("<!doctype html", "<html")):
        raise refuse("file.web_page")
    root = root_name(head)
    namespace, _, name = root.rpartition("}")
    namespace = namespace.removeprefix("{")
    if name == "EDEX":
        if namespace:
            raise refuse("xml.namespace", namespace=namespace)
        return Format.EDEXML
    if name == "dossier" and namespace.startswith(OSO_NAMESPACE):
        return Format.OSO
    if name.lower() == "html":
        raise refuse("file.web_page")
    raise refuse("xml.root", root=name)
