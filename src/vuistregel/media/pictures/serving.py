"""Pictures and films on their way to a browser: through the gate, never kept on the way, in parts where asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from vuistregel.keys import files
from vuistregel.keys.stream import CHUNK

TYPES: Final = {"jpeg": "image/jpeg", "mp4": "video/mp4", "mov": "video/quicktime"}
R = TypeVar("R", bound=HttpResponseBase)
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def picture(jpeg: bytes, name: str) -> HttpResponse:
    """A picture that is shown in a page."""
    response = HttpResponse(jpeg, content_type="image/jpeg")
    return _private(response, f'inline; filename="{name}"')


def stored(request: HttpRequest, file: UUID, form: str, name: str, *, download: bool) -> HttpResponseBase:
    """A stored file, or the part of it that the browser asked for. Raises FileNotFoundError when it is gone."""
    size = files.describe(file).size
    part = wanted(request.headers.get("Range", ""), size)
    how = f'{"attachment" if download else "inline"}; filename="{name}"'
    if part is None:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _private(response, how)
    start, end, partial = part
    opened = files.open(file)
    opened.seek(start)
    response = StreamingHttpResponse(
        _pieces(opened, end - start), status=206 if partial else 200, content_type=TYPES[form]
    )
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    if partial:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _private(response, how)


def wanted(header: str, size: int) -> tuple[int, int, bool] | None:
    """Which bytes a Range header asks for: first, one past the last, and whether it is a part. None: outside.

    A header of another form, or for several parts, is left alone as the standard allows (RFC 9110, 14.2).
    """
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or not (asked[1] or asked[2]):
        return 0, size, False
    if not asked[1]:
        start, end = max(0, size - int(asked[2])), size
    else:
        start, end = int(asked[1]), min(size, int(asked[2]) + 1) if asked[2] else size
    return (start, end, True) if start < end else None


def _pieces(opened: BinaryIO, left: int) -> Iterator[bytes]:
    with opened:
        while left > 0 and (piece := opened.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _private(response: R, how: str) -> R:
    response["Content-Disposition"] = how
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, noimageindex"
    return response
