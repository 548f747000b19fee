"""The file of a backup (`.vrb`): named entries in one sealed stream, with a manifest at its end.

Layout: `VRB1 | length of the header (4) | header (JSON, in the clear) | sealed stream`. The stream's key comes from the
board key that the header names, and is bound to the header. Within the stream: frames of `type | length (4) | bytes`;
N begins an entry, D is its data, M is the manifest and the last frame. A copy that was cut, changed or pasted together
does not open, and `check` reads all of it before anything is touched.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from vuistregel.keys import boardkeys, envelope
from vuistregel.keys.errors import BackupRefused, Tampered, WrongBoardKey
from vuistregel.keys.stream import SealedWriter, open_sealed
from vuistregel.words import Words

FORMAT: Final = 1
SUFFIX: Final = ".vrb"
_MAGIC: Final = b"VRB1"
_PIECE: Final = 256 * 1024
_LONGEST_HEADER: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself before it is opened. `kind` is data or keys; `label` joins the two of one backup.

    `fingerprint` tells a wrong board key from a changed byte; backups of release 0.1.0 have none.
    """

    kind: str
    label: str
    made_at: datetime
    board_key: str
    fingerprint: str
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps({**asdict(self), "made_at": self.made_at.isoformat()}, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: database engine, rows per table, applied migrations, number of files, releases.

    `log_key` is the fingerprint of the log key; older backups have none.
    """

    engine: str
    tables: dict[str, int]
    migrations: list[list[str]]
    files: int
    release: str
    norms_release: str
    log_key: str = ""


@dataclass(slots=True)
class Writer:
    """Adds entries to a container that is being written."""

    _sealed: SealedWriter

    def begin(self, name: str) -> None:
        self._frame(b"N", name.encode())

    def data(self, piece: bytes | memoryview) -> None:
        self._frame(b"D", piece)

    def copy(self, source: BinaryIO) -> None:
        while piece := source.read(_PIECE):
            self.data(piece)

    def finish(self, manifest: Manifest) -> None:
        self._frame(b"M", json.dumps(asdict(manifest)).encode())
        self._sealed.finish()

    def _frame(self, kind: bytes, content: bytes | memoryview) -> None:
        self._sealed.write(kind + len(content).to_bytes(4, "big"))
        self._sealed.write(content)


def start(out: BinaryIO, header: Header) -> Writer:
    """A new container in a file that is empty."""
    head = header.as_bytes()
    out.write(_MAGIC + len(head).to_bytes(4, "big") + head)
    return Writer(SealedWriter(out, _key(header), sha256(head).digest()))


class Container:
    """A container that is read. `entries` goes through it once; opening it again starts anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self.header, self._start, self._place = _header(file, path)

    def entries(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each entry's name with its data; what is not read of one is passed over. Raises Tampered, BackupRefused."""
        with self._open() as stream:
            frame = _next(stream)
            while frame[0] == b"N":
                name = frame[1].decode()
                after: list[tuple[bytes, bytes]] = []
                data = _data(stream, after)
                yield name, data
                for _ in data:
                    pass
                frame = after[0]

    def check(self) -> Manifest:
        """Read all of it and give its manifest. Raises Tampered, BackupRefused: nothing of it may be used then."""
        with self._open() as stream:
            while True:
                kind, content = _next(stream)
                if kind == b"M":
                    if stream.read(1):
                        raise Tampered
                    return Manifest(**json.loads(content))

    def _open(self) -> io.BufferedReader:
        return open_sealed(self.path.open("rb"), _key(self.header), self._place, self._start)


def _data(stream: io.BufferedReader, after: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    while True:
        kind, content = _next(stream)
        if kind != b"D":
            after.append((kind, content))
            return
        yield content


def _next(stream: io.BufferedReader) -> tuple[bytes, bytes]:
    head = stream.read(5)
    length = int.from_bytes(head[1:], "big")
    content = stream.read(length) if len(head) == 5 else b""
    if len(head) != 5 or len(content) != length:
        raise Tampered
    return head[:1], content


def _header(file: BinaryIO, path: Path) -> tuple[Header, int, bytes]:
    begin = file.read(len(_MAGIC) + 4)
    length = int.from_bytes(begin[len(_MAGIC) :], "big")
    head = file.read(min(length, _LONGEST_HEADER))
    not_ours = BackupRefused(
        Words(
            "{file} is geen reservekopie, of is beschadigd. Kies met --label een andere kopie.",
            "{file} is no backup, or is damaged. Choose another one by --label.",
        ).with_(file=path.name)
    )
    if not begin.startswith(_MAGIC) or len(head) != length:
        raise not_ours
    try:
        data = json.loads(head)
        made_at = datetime.fromisoformat(data["made_at"])
        header = Header(
            data["kind"], data["label"], made_at, data["board_key"], data.get("fingerprint", ""), data["format"]
        )
    except (ValueError, KeyError, TypeError):
        raise not_ours from None
    if header.format != FORMAT:
        raise BackupRefused(
            Words(
                "{file} is gemaakt door een nieuwere versie van Vuistregel. Installeer die eerst.",
                "{file} was made by a newer version of Vuistregel. Install that first.",
            ).with_(file=path.name)
        )
    return header, len(begin) + length, sha256(head).digest()


def _key(header: Header) -> bytes:
    """The key of the stream. Raises BoardKeyMissing, WrongBoardKey."""
    board_key = boardkeys.named(header.board_key)
    if header.fingerprint and header.fingerprint != envelope.fingerprint(board_key).hex():
        raise WrongBoardKey(header.board_key)
    return envelope.derive(board_key, "backup", header.kind.encode())
