"""A camera's file becomes pixels and nothing else. No Django, no database.

A photo holds more than one sees: where and when it was made, serial numbers, names, a small preview from before it was
cut, bytes behind the end. Taking things out one by one forgets some; here only the pixels go on, into a new file.
Nothing of the old file is copied. Source: R8.12, norm photo.metadata.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from vuistregel.keys import filetypes
from vuistregel.keys.stream import CHUNK, Source
from vuistregel.media.pictures import reasons
from vuistregel.media.pictures.reasons import MediaRefused
from vuistregel.words import Words

#: What a photo may hold in bytes; phones make up to 25 MB.
LIMIT: Final = 40 * 1024 * 1024
#: How many pixels are read at most: a phone's 50 million and some more. Four bytes of memory each, for a moment.
PIXELS: Final = 64_000_000
#: The longest side that is kept, in pixels: more than any page or print of a school needs.
SIDE: Final = 4096
SMALLEST: Final = 16
#: A progressive JPEG has some ten scans; each one more costs a whole pass over the picture.
SCANS: Final = 64
QUALITY: Final = 90
#: Modes of which the pixels can be mixed as they are.
_SHRINKABLE: Final = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})
PHOTOS: Final = frozenset({"jpeg", "png", "heic"})

_REFUSED: Final = {
    "unknown": reasons.OTHER,
    "svg": reasons.DRAWING,
    "pdf": reasons.DOCUMENT,
    "gif": reasons.MOVING,
}
_FORMATS: Final = {"jpeg": ("JPEG",), "png": ("PNG",), "heic": ("HEIF",)}
#: What decoders of three libraries raise for bytes that are not as they should be; there is no narrower promise.
UNREADABLE: Final = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, RuntimeError, EOFError, MemoryError,
    AttributeError, AssertionError, struct.error, zlib.error,
)  # fmt: skip

pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of which only the pixels are left: a JPEG in sRGB, upright. `noticed` is what the maker should hear."""

    jpeg: bytes
    width: int
    height: int
    noticed: tuple[Words, ...] = ()


def clean(stream: Source) -> Picture:
    """Read a photo and write it anew. Raises MediaRefused for whatever is not one photo of a known kind.

    Memory: four bytes for each pixel of the photo, twice over for one that is see-through, the file, and the result.
    """
    data = _read(stream)
    kind = filetypes.type_of(data[: filetypes.LOOKED_AT])
    if kind not in PHOTOS:
        raise MediaRefused(refusal_of(kind))
    if kind == "jpeg" and data.count(b"\xff\xda") > SCANS:
        raise MediaRefused(reasons.BROKEN)
    try:
        return _rewritten(data, kind)
    except Image.DecompressionBombError:
        raise MediaRefused(_too_many()) from None
    except UNREADABLE:
        # Without its cause: a decoder's message may hold bytes of the file.
        raise MediaRefused(reasons.BROKEN) from None


def refusal_of(kind: str) -> Words:
    """Why a file of this kind (a name of `filetypes`) is not taken in."""
    return _REFUSED.get(kind, reasons.OTHER).with_(type=kind)


def encoded(image: Image.Image) -> bytes:
    """Pixels as a JPEG that holds nothing else: no comment, profile, preview or data of a camera."""
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _read(stream: Source) -> bytes:
    parts: list[bytes] = []
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > LIMIT:
            raise MediaRefused(reasons.TOO_BIG.with_(megabytes=LIMIT // 1024**2))
        parts.append(piece)
    if not size:
        raise MediaRefused(reasons.EMPTY)
    return b"".join(parts)


def _rewritten(data: bytes, kind: str) -> Picture:
    with Image.open(io.BytesIO(data), formats=_FORMATS[kind]) as opened:
        width, height = opened.size
        # Before a pixel is read: a few bytes can promise a picture that fills the memory.
        if width * height > PIXELS:
            raise MediaRefused(_too_many())
        if min(width, height) < SMALLEST:
            raise MediaRefused(reasons.TOO_SMALL)
        noticed = [reasons.FIRST_IMAGE] if kind == "png" and getattr(opened, "is_animated", False) else []
        # A JPEG can be read at a half or a quarter, which saves the memory of the rest.
        part = min(1.0, SIDE / max(width, height))
        opened.draft(None, (int(width * part), int(height * part)))
        if part < 1 and opened.mode in _SHRINKABLE:
            # Before it is turned and its colours are set right, each of which takes the picture once more.
            opened.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        image = _in_srgb(ImageOps.exif_transpose(opened))
    if max(width, height) > SIDE:
        image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    if part < 1:
        noticed.append(reasons.MADE_SMALLER.with_(width=image.width, height=image.height))
    return Picture(encoded(image), image.width, image.height, tuple(noticed))


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as every screen shows them, so that no profile has to go along; what was see-through is white."""
    profile = image.info.get("icc_profile")
    if image.mode in ("I", "I;16", "I;16B", "I;16L"):
        image = image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    return _from_profile(image, profile) or image.convert("RGB")


def _from_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, known, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (*UNREADABLE, ImageCms.PyCMSError):
        # A profile that is not right only shifts colours; the photo itself is whole.
        return None


def _too_many() -> Words:
    return reasons.TOO_MANY_PIXELS.with_(megapixels=PIXELS // 1_000_000)
