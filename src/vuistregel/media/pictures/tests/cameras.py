"""Builders of tests: photos as cameras make them, with everything in them that should not go along.

SECRETS are the bytes that must be nowhere afterwards.
"""

from __future__ import annotations

import io
import struct
from importlib import import_module
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


def a_face_scene(width: int = 640) -> Image.Image:
    """Somebody who does not exist, drawn with light and shade: a head before a wall, looking at the camera."""
    np: Any = import_module("numpy")  # comes with the extra that finds faces
    height = width * 3 // 4
    y, x = np.mgrid[0:height, 0:width].astype(float)
    cx, cy, rx, ry = width * 0.5, height * 0.45, width * 0.2, height * 0.27
    picture = np.full((height, width, 3), (120.0, 150.0, 165.0))
    skin = np.array([224.0, 172.0, 138.0])

    def inside(px: float, py: float, a: float, b: float) -> Any:
        return ((x - px) / a) ** 2 + ((y - py) / b) ** 2 < 1

    def shade(px: float, py: float, a: float, b: float, colour: tuple[int, int, int], strength: float) -> None:
        near = np.exp(-(((x - px) / a) ** 2 + ((y - py) / b) ** 2))[..., None] * strength
        picture[:] = picture * (1 - near) + np.array(colour) * near

    picture[inside(cx, cy + ry * 2.1, rx * 2, ry)] = (50, 70, 110)
    picture[(abs(x - cx) < rx / 2) & (y > cy) & (y < cy + ry * 1.35)] = skin * 0.72
    picture[inside(cx, cy - ry * 0.12, rx * 1.15, ry * 1.15)] = (45, 32, 24)
    face = inside(cx, cy, rx, ry)
    depth = np.sqrt(np.clip(1 - ((x - cx) / rx) ** 2 - ((y - cy) / ry) ** 2, 0, 1))
    light = np.clip(0.35 + 0.55 * depth - 0.25 * (x - cx) / rx - 0.2 * (y - cy) / ry, 0, 1.1)
    picture[face] = (skin * light[..., None])[face]
    picture[face & (y < cy - ry * 0.62)] = (48, 34, 26)
    for side in (-1, 1):
        ex, ey = cx + side * rx * 0.42, cy - ry * 0.12
        shade(ex, ey, rx * 0.26, ry * 0.12, (150, 100, 80), 0.6)
        shade(ex, ey, rx * 0.16, ry * 0.06, (245, 240, 235), 0.9)
        shade(ex, ey, rx * 0.075, ry * 0.06, (35, 22, 15), 1.0)
        shade(ex, ey - ry * 0.17, rx * 0.24, ry * 0.035, (50, 35, 25), 0.9)
        shade(cx + side * rx * 0.1, cy + ry * 0.28, rx * 0.06, ry * 0.03, (110, 65, 50), 0.8)
    shade(cx, cy + ry * 0.12, rx * 0.07, ry * 0.25, (240, 195, 165), 0.5)
    shade(cx, cy + ry * 0.54, rx * 0.28, ry * 0.05, (165, 70, 70), 0.9)
    return Image.fromarray(np.clip(picture, 0, 255).astype("uint8"))


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
