"""Files of a holder: sealed on disk, judged by their bytes, refused when they are not what was asked for."""

from __future__ import annotations

import io
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from vuistregel import keys
from vuistregel.keys import filetypes
from vuistregel.keys.errors import FileRefused
from vuistregel.keys.models import StoredFile

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PDF = b"%PDF-1.7\n" + b"secret of Noor " * 9000
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def holder(board: UUID) -> UUID:
    made = uuid4()
    keys.new_holder(board, "dossier", made)
    return made


def on_disk(var: Path) -> list[Path]:
    return [path for path in (var / "files").rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was_and_is_not_readable_on_disk(board: UUID, holder: UUID, var: Path):
    written = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    assert (written.size, written.type) == (len(PDF), "pdf")
    with keys.files.open(written.uuid) as opened:
        opened.seek(9)
        assert opened.read(14) == b"secret of Noor"
        opened.seek(0)
        assert opened.read() == PDF
    (path,) = on_disk(var)
    assert b"secret of Noor" not in path.read_bytes()
    assert keys.files.describe(written.uuid) == written


@pytest.mark.handbook("R10.1")
@pytest.mark.parametrize(
    ("content", "allowed", "told"),
    [(PNG, {"pdf"}, "png"), (b"", {"pdf"}, "empty"), (b"MZ\x90", {"pdf"}, "program"), (PDF, {"pdf"}, "large")],
)
def test_what_may_not_come_in_leaves_nothing(board, holder, var, content, allowed, told):
    with pytest.raises(FileRefused) as refused:
        keys.files.write(board, holder, io.BytesIO(content), allowed=allowed, limit=100_000)
    assert told in refused.value.words.en
    assert on_disk(var) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed: sealed[:70_000] + bytes([sealed[70_000] ^ 1]) + sealed[70_001:],
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[: 36 + 65_552],
        lambda sealed: (
            sealed[:36] + sealed[36 + 65_552 : 36 + 2 * 65_552] + sealed[36 : 36 + 65_552] + sealed[131_140:]
        ),
    ],
    ids=["flipped", "cut", "last chunk gone", "chunks swapped"],
)
def test_a_file_that_was_changed_on_disk_is_not_given(board: UUID, holder: UUID, var: Path, change):
    written = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    (path,) = on_disk(var)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(keys.Tampered):
        keys.files.open(written.uuid).read()


def test_a_file_put_in_the_place_of_another_is_not_given(board: UUID, holder: UUID, var: Path):
    written = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    (mine,) = on_disk(var)
    keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    (theirs,) = set(on_disk(var)) - {mine}
    mine.write_bytes(theirs.read_bytes())
    with pytest.raises(keys.Tampered):
        keys.files.open(written.uuid)


def test_a_deleted_file_is_gone_and_its_holder_stays(board: UUID, holder: UUID, var: Path):
    written = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    keys.files.delete(written.uuid)
    keys.files.delete(written.uuid)
    assert on_disk(var) == []
    assert keys.unseal(holder, "f", keys.seal(holder, "f", "x")) == "x"


def test_the_sweep_takes_files_without_a_row_and_rows_without_a_file_and_nothing_else(board, holder, var):
    kept = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    (kept_path,) = on_disk(var)
    lost = keys.files.write(board, holder, io.BytesIO(PDF), allowed={"pdf"})
    (lost_path,) = set(on_disk(var)) - {kept_path}
    lost_path.rename(lost_path.with_name(os.urandom(16).hex()))
    kept_path.with_name(os.urandom(16).hex() + ".half").write_bytes(b"half")
    assert keys.files.sweep() == 3
    assert on_disk(var) == [kept_path]
    assert list(StoredFile.objects.values_list("file", flat=True)) == [kept.uuid]
    assert lost.uuid != kept.uuid


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"RIFF1234WEBPVP8 ", "webp"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"xl/workbook.xml", "xlsx"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"word/document.xml", "docx"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odf"),
        (b"PK\x03\x04" + b"\0" * 26 + b"users.csv", "zip"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><EDEX/>", "xml"),
        ("<?xml version='1.0' encoding='utf-16'?><EDEX/>".encode("utf-16"), "xml"),
        (b"<?xml version='1.0'?><svg xmlns='x'><script/></svg>", "svg"),
        (b"  <!DOCTYPE html><p>", "html"),
        (b"naam;groep\nNo\xebl;1\n", "text"),
        (b"MZ\x90\x00", "program"),
        (b"\x00\x01\x02", "unknown"),
        (b"", "unknown"),
    ],
)
def test_a_type_is_what_the_bytes_say(content: bytes, expected: str):
    assert filetypes.type_of(content) == expected
    assert expected in filetypes.ALL_TYPES
