"""What a browser sends never lies in the clear on disk, also when the process that receives it is killed."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from vuistregel import keys
from vuistregel.keys.errors import FileRefused
from vuistregel.keys.tests.small import SmallHouse
from vuistregel.keys.uploads import EncryptedUpload

SECRET = b"BSN 123456782 of Noor; "


@pytest.fixture(autouse=True)
def sealed_uploads(settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["vuistregel.keys.uploads.EncryptedUploadHandler"]


def a_request(content: bytes, **more: Any) -> HttpRequest:
    return RequestFactory().post("/take", {"file": SimpleUploadedFile("roster.csv", content), **more})


def the_upload(request: HttpRequest) -> EncryptedUpload:
    upload = request.FILES["file"]
    assert isinstance(upload, EncryptedUpload)
    return upload


def on_disk(var: Path) -> list[Path]:
    return [path for path in var.rglob("*") if path.is_file()]


def test_an_upload_reads_as_any_other_and_is_sealed_on_disk(var: Path):
    content = SECRET * 20_000
    request = a_request(content, note="text field")
    upload = the_upload(request)
    assert (upload.name, upload.size, request.POST["note"]) == ("roster.csv", len(content), "text field")
    assert upload.read(len(SECRET)) == SECRET
    assert b"".join(upload.chunks()) == content
    upload.seek(len(SECRET))
    assert upload.read(3) == b"BSN"
    assert len(list(upload)) == 1
    (path,) = on_disk(var)
    assert b"123456782" not in path.read_bytes()


def test_an_upload_is_gone_when_its_request_ends(var: Path):
    request = a_request(SECRET)
    the_upload(request)
    request.close()
    assert on_disk(var) == []


def test_an_upload_that_nobody_closed_is_gone_with_its_object(var: Path):
    request = a_request(SECRET)
    the_upload(request)
    del request
    gc.collect()
    assert on_disk(var) == []


def test_an_upload_above_the_limit_is_refused_in_words_and_not_kept(settings: Settings, var: Path):
    settings.UPLOAD_LIMIT = 1024 * 1024
    upload = the_upload(a_request(bytes(1024 * 1024 + 1)))
    assert upload.refused is not None
    assert "1 MB" in upload.refused.nl
    assert on_disk(var) == []
    with pytest.raises(FileRefused):
        upload.read()


def test_more_than_twice_the_limit_is_not_even_received(settings: Settings, var: Path):
    settings.UPLOAD_LIMIT = 1024
    with pytest.raises(Exception, match="twice"):
        the_upload(a_request(bytes(10_000)))
    assert on_disk(var) == []


@pytest.mark.django_db(databases=["default", "keys"])
def test_an_upload_moves_into_a_spool(board, var: Path):
    box = keys.spool.create(board)
    request = a_request(SECRET)
    upload = the_upload(request)
    upload.read()
    assert box.take("upload", upload) == len(SECRET)
    request.close()
    with box.open("upload") as blob:
        assert blob.read() == SECRET


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_process_killed_while_receiving_leaves_nothing_readable_and_the_sweep_takes_the_rest(house: SmallHouse):
    secret = "BSN-123456782-of-Noor"
    house.do_and_be_killed("upload_and_die", secret=secret, size=3_000_000)
    (left,) = (house.var / "spool").iterdir()
    assert left.stat().st_size > 1_000_000
    assert secret.encode() not in house.all_bytes()
    assert house.do("sweep")["spool"] == 1
    assert not left.exists()
