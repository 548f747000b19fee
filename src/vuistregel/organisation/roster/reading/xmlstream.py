"""Large XML row by row, with exact line numbers, flat memory and every known attack refused.

No DOCTYPE is accepted at all: that leaves no entities, external or nested. libxml2's own bounds on depth, text and
amplification stay on (`huge_tree=False`), and a stretch of `Limits.gap` bytes without a row ends the reading.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, Protocol

from lxml import etree

from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import Refused, refuse

CHUNK: Final = 64 * 1024

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SKIPPED = re.compile(r"<\?.*?\?>|<!--.*?-->|\s+|\ufeff", re.DOTALL)

_ENCODING_CODES = {etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.I18N_CONV_FAILED}
_UNKNOWN_ENCODING_CODES = {etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING, etree.ErrorTypes.ERR_UNKNOWN_ENCODING}


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def wide_encoding(head: bytes) -> str | None:
    """The codec of a file of two or four bytes per letter; None for everything that looks like ASCII in its tags."""
    return next((codec for mark, codec in _BOMS if head.startswith(mark)), None)


def head_text(head: bytes) -> str:
    """The beginning of the file as text, good enough to see its first tag."""
    return head.decode(wide_encoding(head) or "latin-1", "replace").removeprefix("ï»¿")


def prolog_problem(head: bytes) -> Refused | None:
    """A DOCTYPE before the first tag. Comments and instructions may stand before it."""
    text, at = head_text(head), 0
    while match := _SKIPPED.match(text, at):
        at = match.end()
    if text[at : at + 9].upper() == "<!DOCTYPE":
        return refuse("xml.dtd", line=text.count("\n", 0, at) + 1)
    return None


def root_name(head: bytes) -> str:
    """The name of the first element, as `{namespace}name`. Raises Refused when there is none to be seen."""
    if (doctype := prolog_problem(head)) is not None:
        raise doctype
    parser = _Parser(head, ("start",), None)
    data = parser.transcode(head)
    # In small steps: what is wrong further on is found with everything else, by the reading itself.
    for at in range(0, len(data), 64):
        for _ in parser.feed(data[at : at + 64]):
            pass
        if parser.root is not None:
            return parser.root
    raise refuse("xml.malformed", line=1)


def xml_rows(
    stream: Readable, tags: tuple[str, ...], limits: Limits, *, nested: frozenset[str] = frozenset()
) -> Iterator[tuple[int, etree._Element]]:
    """Every element with one of these names (`name` or `{namespace}name`), at its end, with the line of its beginning.

    A name in `nested` is no row of its own when it stands inside another row. The element is emptied when the next one
    is asked for. Raises Refused.
    """
    names = [tag.rpartition("}")[2] for tag in tags]
    choice = b"|".join(re.escape(name.encode()) for name in names)
    marker = re.compile(rb"(?=<(?:" + choice + rb")[\s>/])")
    opening = re.compile(rb"<(" + choice + rb")[\s>/]")
    longest = max(len(name) for name in names) + 2
    tag_of = {name.encode(): tag for name, tag in zip(names, tags, strict=True)}
    starts = dict.fromkeys(tags, 1)
    first = stream.read(CHUNK)
    if (doctype := prolog_problem(first)) is not None:
        raise doctype
    parser, rest, line, gap = _Parser(first, ("end",), tags), b"", 1, 0
    chunk = parser.transcode(first)
    while chunk or rest:
        chunk = rest + chunk if rest else chunk
        rest = b""
        gap += len(chunk)
        # A marker that is cut in two by the chunk waits for the next one.
        cut = chunk.rfind(b"<", max(0, len(chunk) - longest))
        more = stream.read(CHUNK)
        if more and cut > 0:
            chunk, rest = chunk[:cut], chunk[cut:]
        for piece in marker.split(chunk):
            if match := opening.match(piece):
                starts[tag_of[match[1]]] = line
            for element in parser.feed(piece):
                tag = element.tag
                if tag in nested and (around := element.getparent()) is not None and around.tag in starts:
                    continue
                gap = 0
                yield starts[tag], element
                _empty(element)
            line += piece.count(b"\n")
        if gap > limits.gap:
            raise refuse("xml.rubbish", line=line)
        chunk = parser.transcode(more)
    parser.close()


def _empty(element: etree._Element) -> None:
    """Give back the memory of this row and of all before it; nested rows wait for the one around them."""
    parent = element.getparent()
    element.clear(keep_tail=False)
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


class _Parser:
    """lxml's pull parser with the errors of this package."""

    def __init__(self, head: bytes, events: tuple[str, ...], tags: tuple[str, ...] | None) -> None:
        wide = wide_encoding(head)
        self._decoder = codecs.getincrementaldecoder(wide)() if wide else None
        declared = _DECLARED.search(head_text(head[:400]))
        self._encoding = declared.group(1) if declared else wide or "UTF-8"
        self._line = 1
        self.root: str | None = None
        options: dict[str, Any] = {"encoding": "utf-8"} if wide else {}
        if tags is not None:
            options["tag"] = tags
        self._parser = etree.XMLPullParser(
            events=events, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True, **options,
        )  # fmt: skip
        self._events = self._parser.read_events()

    def transcode(self, chunk: bytes) -> bytes:
        """UTF-16 and UTF-32 as UTF-8, so that lines can be counted; everything else as it is."""
        if self._decoder is None:
            return chunk
        try:
            text = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise refuse("encoding.bytes", line=self._line, encoding=self._encoding) from error
        self._line += text.count("\n")
        return text.encode("utf-8", "replace")

    def feed(self, data: bytes) -> Iterator[etree._Element]:
        try:
            self._parser.feed(data)
        except etree.XMLSyntaxError as error:
            raise self._refused(error) from None
        for _, element in self._events:
            if self.root is None:
                if element.getroottree().docinfo.internalDTD is not None:
                    raise refuse("xml.dtd", line=1)
                self.root = str(element.tag)
            yield element

    def close(self) -> None:
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise self._refused(error) from None

    def _refused(self, error: etree.XMLSyntaxError) -> Refused:
        # libxml2's own sentence is English and may quote the file: only its code and line are used.
        line = error.lineno or 1
        if error.code in _ENCODING_CODES:
            return refuse("encoding.bytes", line=line, encoding=self._encoding)
        if error.code in _UNKNOWN_ENCODING_CODES:
            return refuse("encoding.unknown", line=line)
        if error.code == etree.ErrorTypes.ERR_INVALID_CHAR:
            return refuse("xml.character", line=line)
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return refuse("xml.resources", line=line)
        return refuse("xml.malformed", line=line)
