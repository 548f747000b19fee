"""How much a roster file may ask of this machine. All sizes in bytes; a caller may pass its own."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep memory and time flat whatever the file holds.

    The largest school of the country has a few thousand pupils; the bounds leave a whole board in one file possible.
    """

    file: int = 250 * MB
    unpacked: int = 500 * MB
    ratio: int = 200  # unpacked size against packed size, of what is larger than `ratio_from`
    ratio_from: int = 1 * MB
    members: int = 500
    shared_texts: int = 60 * MB  # a spreadsheet's text table is read whole
    rows: int = 500_000
    gap: int = 4 * MB  # XML without one row in it
    line: int = 1 * MB
    text: int = 256  # characters of a key or a field, as EDEXML has it for keys
    shown: int = 500  # problems kept in words; the rest is counted
    stop: int = 20_000  # errors after which reading on helps nobody
