"""Large XML row by row, with line numbers, flat memory and every known attack refused.

No DOCTYPE is accepted at all: that leaves no entities, external or nested. libxml2's own bounds on depth, text and
amplification stay on (`huge_tree=False`), and a stretch of `Limits.gap` bytes without a row ends the reading.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, Protocol, cast

from lxml import etree

from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import Refused, refuse

CHUNK: Final = 64 * 1024
#: libxml2 keeps the line of an element in 16 bits. Beyond, it answers with that of the text inside, where it ends.
_SHORT_LINE: Final = 65535

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
        broken = parser.feed(data[at : at + 64])
        for _, element in parser.events:
            return str(element.tag)
        if broken is not None:
            raise broken
    raise refuse("xml.malformed", line=1)


def xml_rows(
    stream: Readable, tags: tuple[str, ...], limits: Limits, *, nested: frozenset[str] = frozenset()
) -> Iterator[tuple[int, etree._Element]]:
    """Every element with one of these names (`name` or `{namespace}name`), at its end, with the line of its beginning.

    A name in `nested` is no row of its own when it stands inside another row. The element is emptied when the next one
    is asked for. Raises Refused.
    """
    chunk = stream.read(CHUNK)
    if (doctype := prolog_problem(chunk)) is not None:
        raise doctype
    parser, gap = _Parser(chunk, ("end",), tags), 0
    while chunk:
        gap += len(chunk)
        broken = parser.feed(parser.transcode(chunk))
        for _, element in parser.events:  # also what came before the place where it is broken
            around = element.getparent()
            if nested and around is not None and element.tag in nested and around.tag in tags:
                continue
            gap = 0
            line: Any = element.sourceline
            yield line if line < _SHORT_LINE else line - str(element.text or "").count("\n"), element
            # Give back the memory of this row and of all before it.
            element.clear()
            if around is not None:
                while element.getprevious() is not None:
                    del around[0]
        if broken is not None:
            raise broken
        if gap > limits.gap:
            raise refuse("xml.rubbish", line=parser.line)
        chunk = stream.read(CHUNK)
    parser.close()


class _Parser:
    """lxml's pull parser with the errors of this package."""

    def __init__(self, head: bytes, events: tuple[Literal["start", "end"], ...], tags: tuple[str, ...] | None) -> None:
        wide = wide_encoding(head)
        self._decoder = codecs.getincrementaldecoder(wide)() if wide else None
        declared = _DECLARED.search(head_text(head[:400]))
        self._encoding = declared.group(1) if declared else wide or "UTF-8"
        self.line = 1  # up to which was read
        options: dict[str, Any] = {"encoding": "utf-8"} if wide else {}
        if tags is not None:
            options["tag"] = tags
        self._parser = etree.XMLPullParser(
            events=events, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True, **options,
        )  # fmt: skip
        self.events = cast("Iterator[tuple[str, etree._Element]]", self._parser.read_events())

    def transcode(self, chunk: bytes) -> bytes:
        """UTF-16 and UTF-32 as UTF-8, so that lines can be counted; everything else as it is."""
        if self._decoder is None:
            self.line += chunk.count(b"\n")
            return chunk
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise refuse("encoding.bytes", line=self.line, encoding=self._encoding) from error
        self.line += text.count("\n")
        return text.encode("utf-8", "replace")

    def feed(self, data: bytes) -> Refused | None:
        """Parse on; what is wrong is given back, so that the rows before it can be taken first."""
        try:
            self._parser.feed(data)
        except etree.XMLSyntaxError as error:
            return self._refused(error)
        return None

    def close(self) -> None:
        try:
            if self._decoder is not None:
                self._parser.feed(self._decoder.decode(b"", final=True).encode())
            self._parser.close()
        except UnicodeDecodeError:
            raise refuse("encoding.bytes", line=self.line, encoding=self._encoding) from None
        except etree.XMLSyntaxError as error:
            raise self._refused(error) from None

    def _refused(self, error: etree.XMLSyntaxError) -> Refused:
        # libxml2's own sentence is English and may quote the file: only its code and line are used.
        line, code = error.lineno or 1, getattr(error, "code", None)
        if code in _ENCODING_CODES:
            return refuse("encoding.bytes", line=line, encoding=self._encoding)
        if code in _UNKNOWN_ENCODING_CODES:
            return refuse("encoding.unknown", line=line)
        if code == etree.ErrorTypes.ERR_INVALID_CHAR:
            return refuse("xml.character", line=line)
        if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return refuse("xml.resources", line=line)
        return refuse("xml.malformed", line=line)
