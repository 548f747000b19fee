"""Taking in a photo: only its pixels go on, whatever the file was; what is no photo is refused in words."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from vuistregel.media.pictures import clean as cleaning
from vuistregel.media.pictures import reasons
from vuistregel.media.pictures.clean import clean
from vuistregel.media.pictures.reasons import MediaRefused
from vuistregel.media.pictures.tests import cameras, jpegs
from vuistregel.media.pictures.tests.exiftool import needs_exiftool, seen_by_exiftool

#: What Pillow says of odd files on its way to our refusal.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")


def cleaned(data: bytes) -> bytes:
    return clean(io.BytesIO(data)).jpeg


def refusal(data: bytes) -> str:
    with pytest.raises(MediaRefused) as refused:
        clean(io.BytesIO(data))
    return refused.value.words.en


@pytest.mark.handbook("R8.12")
def test_nothing_of_the_cameras_data_is_left_in_the_bytes():
    dirty = cameras.a_camera_jpeg()
    assert all(secret in dirty for secret in cameras.SECRETS)
    bare = cleaned(dirty)
    assert [s for s in cameras.SECRETS if s in bare] == []
    assert cameras.a_preview()[-400:] not in bare
    assert jpegs.is_bare(bare)
    assert not jpegs.is_bare(dirty)


@needs_exiftool
def test_an_independent_tool_finds_place_name_and_preview_before_and_nothing_after(tmp_path):
    before = seen_by_exiftool(cameras.a_camera_jpeg(), tmp_path / "a.jpg")
    groups = {tag.split(":")[0] for tag in before}
    assert {"GPS", "IFD0", "IFD1", "ExifIFD", "IPTC", "XMP-dc"} <= groups
    after = seen_by_exiftool(cleaned(cameras.a_camera_jpeg()), tmp_path / "b.jpg")
    assert {tag.split(":")[0] for tag in after} <= {"SourceFile", "ExifTool", "System", "File", "JFIF", "Composite"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_camera_held_it(orientation):
    upright = cameras.a_scene()
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    lying = upright if back is None else upright.transpose(Image.Transpose(back))
    picture = clean(io.BytesIO(cameras.a_camera_jpeg(lying, orientation)))
    assert (picture.width, picture.height) == (640, 480)
    shown = Image.open(io.BytesIO(picture.jpeg))
    assert cameras.is_about(shown, (640 // 8 + 80, 480 // 4 + 80), (0xE8, 0xC9, 0xA8))


def test_a_png_loses_its_texts_and_what_lies_behind_its_end():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", cameras.NAME.decode())
    info.add_itxt("XML:com.adobe.xmp", cameras.CITY.decode())
    dirty = cameras.saved(cameras.a_scene(), "PNG", pnginfo=info) + cameras.BEHIND
    bare = cleaned(dirty)
    assert jpegs.is_bare(bare)
    assert all(s not in bare for s in cameras.SECRETS)


def test_a_heic_loses_its_data_and_is_upright():
    image = pillow_heif.from_pillow(cameras.a_scene())
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = cameras.NAME.decode()
    image.save(out, exif=exif.tobytes(), xmp=cameras.CITY)
    assert cameras.NAME in out.getvalue()
    picture = clean(io.BytesIO(out.getvalue()))
    assert jpegs.is_bare(picture.jpeg)
    assert (picture.width, picture.height) == (640, 480)
    assert cameras.NAME not in picture.jpeg and cameras.CITY not in picture.jpeg


def test_a_profile_of_colours_does_not_go_along():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    bare = cleaned(cameras.saved(cameras.a_scene(), icc_profile=profile))
    assert b"ICC_PROFILE" not in bare and jpegs.is_bare(bare)
    assert jpegs.is_bare(cleaned(cameras.saved(cameras.a_scene(), icc_profile=b"no profile at all" * 20)))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_each_kind_of_png_becomes_a_plain_photo(mode):
    scene = cameras.a_scene().convert("RGBA" if mode == "RGBA" else "L").convert(mode)
    assert jpegs.is_bare(cleaned(cameras.saved(scene, "PNG")))


def test_a_photo_for_print_becomes_one_for_a_screen():
    picture = clean(io.BytesIO(cameras.saved(cameras.a_scene().convert("CMYK"))))
    assert Image.open(io.BytesIO(picture.jpeg)).mode == "RGB"


def test_of_a_moving_png_the_first_image_stays_and_the_maker_hears_it():
    frames = [cameras.a_scene(colour=c) for c in ("#0a0", "#00a", "#a00")]
    moving = cameras.saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    picture = clean(io.BytesIO(moving))
    assert picture.noticed == (reasons.FIRST_IMAGE,)
    assert cameras.is_about(Image.open(io.BytesIO(picture.jpeg)), (5, 5), (0, 0xAA, 0))


def test_a_jpeg_that_is_also_an_archive_comes_out_as_a_jpeg_only():
    assert cleaned(cameras.a_camera_jpeg(behind=b"PK\x03\x04" + b"\x00" * 4000 + b"PK\x05\x06"))[-2:] == b"\xff\xd9"


def test_a_very_large_photo_is_made_smaller_and_says_so():
    picture = clean(io.BytesIO(cameras.saved(Image.new("RGB", (6000, 3000), "#678"))))
    assert (picture.width, picture.height) == (4096, 2048)
    assert "4096 by 2048" in picture.noticed[0].en


def _png_that_promises(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [9_000, 12_000, 60_000, 2**31 - 1])
def test_a_small_file_that_promises_a_huge_picture_is_refused_before_a_pixel_is_read(side, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", None)
    assert "too many pixels" in refusal(_png_that_promises(side, side))


def test_a_jpeg_of_endless_passes_is_refused():
    data = cameras.saved(cameras.a_scene(), progressive=True)
    scan = data[data.index(b"\xff\xda") : -2]
    assert "broken" in refusal(data[:-2] + scan * 80 + data[-2:])


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_photo_that_did_not_arrive_whole_is_refused(form, kept):
    whole = cameras.saved(cameras.a_scene(), form)
    assert "did not arrive whole" in refusal(whole[: int(len(whole) * kept)])


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing"),
        (b"%PDF-1.7 \n%\xe2\xe3\xcf\xd3", "document"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "moving picture"),
        (b"BM" + b"\x00" * 60, "no photo or film"),
        (b"MZ" + b"\x00" * 60, "no photo or film"),
        (b"hallo, ik ben een tekst", "no photo or film"),
        (b"\xff\xd8\xff\xe0", "broken"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "broken"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(data, word):
    assert word in refusal(data)


def test_a_photo_of_a_few_pixels_is_refused():
    assert "too small" in refusal(cameras.saved(Image.new("RGB", (8, 8))))


def test_more_bytes_than_a_photo_may_have_are_not_read_to_the_end(monkeypatch):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"\xff\xd8\xff" + b"\x00" * (size - 3)

    endless = Endless()
    with pytest.raises(MediaRefused) as refused:
        clean(endless)
    assert "too large" in refused.value.words.en
    assert endless.given <= cleaning.LIMIT + 65_536


HEIC = io.BytesIO()
pillow_heif.from_pillow(cameras.a_scene(96, 64)).save(HEIC)
WHOLE = (
    cameras.a_camera_jpeg(cameras.a_scene(96, 64)),
    cameras.saved(cameras.a_scene(96, 64), progressive=True),
    cameras.saved(cameras.a_scene(96, 64), "PNG"),
    HEIC.getvalue(),
)


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_any_bytes_changed_is_refused_in_words_or_comes_out_bare(data):
    mutated = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        match data.draw(st.sampled_from(("set", "cut", "double"))):
            case "set":
                mutated[place] = data.draw(st.integers(0, 255))
            case "cut":
                del mutated[place : place + data.draw(st.integers(1, 64))]
            case _:
                mutated[place:place] = mutated[place : place + data.draw(st.integers(1, 64))]
        if not mutated:
            break
    bare = b""
    with contextlib.suppress(MediaRefused):
        bare = cleaned(bytes(mutated))
    assert not bare or jpegs.is_bare(bare)
    assert all(s not in bare for s in cameras.SECRETS)
