"""Django's upload handler of the house: what a browser sends goes sealed to disk, and never in the clear.

Each upload has a key that exists only in the memory of the process that receives it. When the request ends, or the
process is killed, nobody can read the bytes any more; the sweep removes what a kill left. A view that wants to keep an
upload moves it into a spool (`spool.take`) or under its holder (`files.write`) before the request ends.
"""

from __future__ import annotations

import io
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from vuistregel.keys import envelope, locks, spool
from vuistregel.keys.errors import FileRefused
from vuistregel.keys.files import TOO_BIG
from vuistregel.keys.stream import CHUNK, SealedWriter, open_sealed
from vuistregel.words import Words

#: What one upload may hold in bytes, unless settings.UPLOAD_LIMIT says otherwise: the largest roster and more.
LIMIT: Final = 256 * 1024 * 1024
_PLACE: Final = b"upload"


def limit() -> int:
    return int(getattr(settings, "UPLOAD_LIMIT", LIMIT))


class EncryptedUpload(UploadedFile):  # type: ignore[type-arg]  # not generic when Django runs
    """An uploaded file whose bytes lie sealed on disk: read, chunks and seek as any other, and gone when it is closed.

    `refused` says why it may not be used (too big); reading it then raises FileRefused.
    """

    def __init__(
        self, file: BinaryIO | None, path: Path, *, name: str, content_type: str, size: int, charset: str | None,
        extra: dict[str, bytes] | None, refused: Words | None,
    ) -> None:  # fmt: skip
        super().__init__(file, name, content_type, size, charset, extra)
        self.refused = refused
        self._gone = weakref.finalize(self, path.unlink, missing_ok=True)

    def read(self, size: int = -1) -> bytes:
        return self._opened().read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._opened().seek(offset, whence)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self.seek(0)
        while piece := self.read(chunk_size or CHUNK):
            yield piece

    def __iter__(self) -> Iterator[bytes]:
        self.seek(0)
        yield from self._opened()

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
        self._gone()

    def _opened(self) -> BinaryIO:
        if self.refused is not None or self.file is None:
            raise FileRefused(self.refused or TOO_BIG.with_(megabytes=limit() // 1024**2))
        return cast(BinaryIO, self.file)


class EncryptedUploadHandler(FileUploadHandler):
    """Seals each part of a multipart request while it arrives; more than the limit is read past and not kept."""

    chunk_size = CHUNK

    def handle_raw_input(self, input_data: Any, META: dict[str, Any], content_length: int, *_: Any, **__: Any) -> None:  # noqa: N803
        # Nobody sends this much by mistake; reading past it would only keep a worker busy.
        if content_length > 2 * limit():
            raise RequestDataTooBig("The request holds more than twice what one upload may hold")

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        spool.root().mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = spool.root() / f"{uuid4().hex}.upload"
        self._key = envelope.new_key()
        self._out: BinaryIO | None = locks.create(self._path)
        self._sealed = SealedWriter(self._out, self._key, _PLACE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._out is None:
            return
        self._sealed.write(raw_data)
        if self._sealed.size > limit():
            self._drop()

    def file_complete(self, file_size: int) -> EncryptedUpload:
        refused = None
        opened: io.BufferedReader | None = None
        if self._out is None:
            refused = TOO_BIG.with_(megabytes=limit() // 1024**2)
        else:
            self._sealed.finish()
            self._out.flush()
            opened = open_sealed(self._out, self._key, _PLACE)
            self._out = None
        return EncryptedUpload(
            opened, self._path, name=self.file_name or "", content_type=self.content_type or "", size=file_size,
            charset=self.charset, extra=self.content_type_extra, refused=refused,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        if hasattr(self, "_out"):
            self._drop()

    def _drop(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None
        self._path.unlink(missing_ok=True)
