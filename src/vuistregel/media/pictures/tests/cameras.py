"""Builders of tests: photos as cameras make them, with everything in them that should not go along.

SECRETS are the bytes that must be nowhere afterwards.
"""

from __future__ import annotations

import io
import struct
from typing import Any

from PIL import Image, ImageDraw

NAME = b"Xanthippe de Roodborst"
SERIAL = b"SN-88-4411-0097"
CITY = b"Lutjebroek-aan-Zee"
COMMENT = b"gemaakt bij de familie"
BEHIND = b"PK\x03\x04 geheim achter het einde"
SECRETS = (NAME, SERIAL, CITY, COMMENT, BEHIND, b"Exif", b"http://ns.adobe.com", b"Photoshop 3.0", b"Kantlijncam")


def a_scene(width: int = 640, height: int = 480, colour: str = "#6b8") -> Image.Image:
    """A picture with something to see in it: two pale rounds on a ground, and a line of noise."""
    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 8, height // 4, width // 8 + height // 3, height // 4 + height // 3), fill="#e8c9a8")
    draw.ellipse((width // 2, height // 4, width // 2 + height // 3, height // 4 + height // 3), fill="#8a5a3c")
    for x in range(width):
        image.putpixel((x, height - 1 - (x * 7919) % (height // 5)), (x % 256, (x * 3) % 256, (x * 7) % 256))
    return image


def is_about(image: Image.Image, spot: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Whether a picture has about this colour somewhere; a JPEG never keeps it exactly."""
    found = image.convert("RGB").crop((spot[0], spot[1], spot[0] + 1, spot[1] + 1)).tobytes()
    return all(abs(seen - meant) < 20 for seen, meant in zip(found, colour, strict=True))


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def a_camera_jpeg(image: Image.Image | None = None, orientation: int = 1, behind: bytes = BEHIND) -> bytes:
    """A JPEG with EXIF (place, name, maker note, preview), XMP, IPTC, a comment, and bytes behind its end."""
    bare = saved(image or a_scene())
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
        + NAME
        + b"</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    city = b"\x1c\x02\x5a" + struct.pack(">H", len(CITY)) + CITY
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(city)) + city + b"\x00" * (len(city) % 2)
    extra = _segment(0xE1, b"Exif\x00\x00" + _tiff(orientation)) + _segment(0xE1, xmp)
    extra += _segment(0xED, iptc) + _segment(0xFE, COMMENT)
    return bare[:2] + extra + bare[2:] + behind


def a_preview() -> bytes:
    """The small picture that a camera puts inside: of before somebody cut or covered the large one."""
    return saved(a_scene(160, 120, "#c33"))


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _tiff(orientation: int) -> bytes:
    """EXIF by hand: IFD0 with its sub-IFDs for camera and place, and IFD1 with the preview."""
    note, preview = b"MAKER" + SERIAL, a_preview()
    heap = bytearray()
    sizes = (5, 2, 4, 2)  # entries of IFD0, Exif, GPS, IFD1
    starts = [8]
    for size in sizes:
        starts.append(starts[-1] + 2 + 12 * size + 4)
    base = starts.pop()

    def far(data: bytes) -> bytes:
        place = base + len(heap)
        heap.extend(data + b"\x00" * (len(data) % 2))
        return struct.pack("<I", place)

    def text(tag: int, value: bytes) -> bytes:
        return struct.pack("<HHI", tag, 2, len(value) + 1) + far(value + b"\x00")

    def number(tag: int, value: int) -> bytes:
        return struct.pack("<HHII", tag, 4, 1, value)

    def degrees(tag: int, whole: int) -> bytes:
        return struct.pack("<HHI", tag, 5, 3) + far(struct.pack("<6I", whole, 1, 30, 1, 15, 1))

    def ref(tag: int, letter: bytes) -> bytes:
        return struct.pack("<HHI", tag, 2, 2) + letter + b"\x00\x00\x00"

    zeroth = [text(0x010F, b"Kantlijncam"), struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0), text(0x013B, NAME)]
    zeroth += [number(0x8769, starts[1]), number(0x8825, starts[2])]
    camera = [text(0xA431, SERIAL), struct.pack("<HHI", 0x927C, 7, len(note)) + far(note)]
    camera.sort(key=lambda entry: entry[:2][::-1])
    place = [ref(1, b"N"), degrees(2, 52), ref(3, b"E"), degrees(4, 5)]
    first = [struct.pack("<HHI", 0x0201, 4, 1) + far(preview), number(0x0202, len(preview))]
    blocks = []
    for entries, following in ((zeroth, starts[3]), (camera, 0), (place, 0), (first, 0)):
        blocks.append(struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following))
    return b"II*\x00" + struct.pack("<I", 8) + b"".join(blocks) + bytes(heap)
