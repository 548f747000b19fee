"""What a file is, judged by its bytes and never by its name or by what a browser says. No Django."""

from __future__ import annotations

from typing import Final

#: As many bytes of a file as the judgement looks at.
LOOKED_AT: Final = 64 * 1024

_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
)
_BOXES: Final = {b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"avif": "avif", b"qt  ": "video"}
_MARKUP: Final = ((b"<!doctype html", "html"), (b"<html", "html"), (b"<svg", "svg"))

ALL_TYPES: Final = frozenset(
    {name for _, name in _BEGINNINGS}
    | set(_BOXES.values())
    | {"webp", "zip", "xlsx", "docx", "pptx", "odf", "xml", "html", "svg", "text", "unknown"}
)


def type_of(head: bytes) -> str:
    """One of ALL_TYPES for a file that begins with these bytes (up to LOOKED_AT are looked at)."""
    head = head[:LOOKED_AT]
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BOXES.get(head[8:12], "video")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(head)
    return _kind_of_text(head)


def _kind_of_zip(head: bytes) -> str:
    if b"[Content_Types].xml" in head:
        for folder, name in ((b"xl/", "xlsx"), (b"word/", "docx"), (b"ppt/", "pptx")):
            if folder in head:
                return name
    return "odf" if head[30:38] == b"mimetype" and b"opendocument" in head[38:120] else "zip"


def _kind_of_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin or b"\x00" in head:
        return "unknown"
    lowered = begin[:4096].lower()
    for mark, name in _MARKUP:
        if lowered.startswith(mark) or (lowered.startswith((b"<?xml", b"<!--")) and mark in lowered):
            return name
    if lowered.startswith(b"<?xml") or (lowered.startswith(b"<") and b">" in lowered):
        return "xml"
    # Control characters other than white space do not occur in text of any encoding that schools send.
    return "unknown" if any(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head) else "text"
