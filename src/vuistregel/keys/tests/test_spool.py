"""Temporary storage: whole parts or nothing, unreadable on disk, and gone after the term or a kill."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel import clock, keys
from vuistregel.keys import locks
from vuistregel.keys.errors import FileRefused, SpoolGone
from vuistregel.keys.models import SpoolKey
from vuistregel.keys.stream import CHUNK

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TERM = timedelta(hours=24)


def everything(var: Path) -> list[Path]:
    return [path for path in (var / "spool").rglob("*") if path.is_file()]


def test_records_come_back_in_order_over_several_parts_and_processes(board: UUID):
    box = keys.spool.create(board)
    for start in (0, 1000):
        with box.writer("pupils") as out:
            for number in range(start, start + 1000):
                out.append({"key": str(number), "name": "Zoë van ’t Hof"})
        assert out.count == 1000
    found = list(keys.spool.load(box.id).records("pupils"))
    assert [record["key"] for record in found] == [str(number) for number in range(2000)]
    assert found[0]["name"] == "Zoë van ’t Hof"


@given(
    st.lists(
        st.recursive(
            st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])), st.lists, max_leaves=5
        )
    )
)
def test_any_record_comes_back_as_it_was(records):
    out = io.BytesIO()
    from vuistregel.keys.stream import SealedWriter

    sealed = SealedWriter(out, bytes(32), b"")
    writer = keys.spool.RecordWriter(sealed)
    for record in records:
        writer.append(record)
    assert writer.count == len(records)


def test_a_part_that_failed_is_not_there(board: UUID, var: Path):
    box = keys.spool.create(board)
    with box.writer("pupils") as out:
        out.append(1)
    with pytest.raises(TypeError), box.writer("pupils") as out:
        out.append([2, object()])
    assert list(box.records("pupils")) == [1]
    assert len(everything(var)) == 1


def test_a_blob_can_be_read_from_any_place_by_whoever_loads_the_spool(board: UUID):
    box = keys.spool.create(board)
    assert box.take("upload", io.BytesIO(b"a" * CHUNK + b"bc")) == CHUNK + 2
    with keys.spool.load(box.id).open("upload") as blob:
        blob.seek(CHUNK)
        assert blob.read() == b"bc"
    assert box.has("upload")
    assert not box.has("other")


def test_a_blob_above_the_limit_leaves_nothing(board: UUID, var: Path):
    box = keys.spool.create(board)
    with pytest.raises(FileRefused):
        box.take("upload", io.BytesIO(bytes(5 * 1024**2)), limit=1024**2)
    assert everything(var) == []


def test_nothing_of_it_can_be_read_on_disk(board: UUID, var: Path):
    box = keys.spool.create(board)
    with box.writer("pupils") as out:
        out.append({"bsn": "123456782"})
    box.take("upload", io.BytesIO(b"123456782"))
    assert all(b"123456782" not in path.read_bytes() for path in everything(var))


def test_a_part_that_was_moved_to_another_place_is_not_given(board: UUID, var: Path):
    box = keys.spool.create(board)
    for number in (1, 2):
        with box.writer("pupils") as out:
            out.append(number)
    first, second = sorted(everything(var))
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    with pytest.raises(keys.Tampered):
        list(box.records("pupils"))


def test_a_part_that_is_missing_is_not_passed_over(board: UUID, var: Path):
    box = keys.spool.create(board)
    for number in (1, 2):
        with box.writer("pupils") as out:
            out.append(number)
    sorted(everything(var))[1].unlink()
    with pytest.raises(SpoolGone):
        list(box.records("pupils"))


def test_what_was_deleted_is_gone(board: UUID, var: Path):
    box = keys.spool.create(board)
    box.take("upload", io.BytesIO(b"x"))
    box.delete()
    assert everything(var) == []
    with pytest.raises(SpoolGone):
        keys.spool.load(box.id)
    with pytest.raises(SpoolGone):
        box.open("upload")
    with pytest.raises(SpoolGone), box.writer("pupils") as out:
        out.append(1)


def test_the_sweep_takes_what_is_older_than_the_term_and_leaves_the_rest(board: UUID):
    old, new = keys.spool.create(board), keys.spool.create(board)
    SpoolKey.objects.filter(spool=old.id).update(made_at=clock.now() - TERM - timedelta(seconds=1))
    assert keys.spool.sweep(clock.now(), TERM) == 1
    with pytest.raises(SpoolGone):
        keys.spool.load(old.id)
    assert keys.spool.load(new.id).id == new.id


def test_the_sweep_takes_what_a_kill_left_and_not_what_is_being_written(board: UUID, var: Path):
    box = keys.spool.create(board)
    root, folder = var / "spool", var / "spool" / box.id.hex
    (root / uuid4().hex).mkdir()
    (root / uuid4().hex / "x").parent.mkdir()
    (root / f"{uuid4().hex}.upload").write_bytes(b"left behind")
    (folder / "0.half").write_bytes(b"left behind")
    orphan = SpoolKey.objects.create(board=board, board_key="k1", wrapped=b"", made_at=clock.now())
    with locks.create(root / "now.upload"), box.writer("pupils") as out:
        out.append(1)
        assert keys.spool.sweep(clock.now(), TERM) == 5
        assert (root / "now.upload").exists()
    assert list(box.records("pupils")) == [1]
    assert not SpoolKey.objects.filter(spool=orphan.spool).exists()


def test_a_stream_has_a_plain_name(board: UUID):
    with pytest.raises(ValueError, match="plain word"), keys.spool.create(board).writer("../escape"):
        pass
