"""What every format's reader gets asked and gives, and the stream that counts what it read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Protocol

from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.mapping import Mapping
from vuistregel.organisation.roster.reading.model import RosterSchool, Row
from vuistregel.organisation.roster.reading.problems import Findings

#: Called with (bytes done, bytes in total).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants to know of the file.

    `numbers` takes legal numbers in and makes a bad one an error; `phones` takes phone numbers out of OneRoster and
    OSO; `today` lets a birth in the future be found (this package has no clock).
    """

    expected_brin: str = ""
    expected_location: str = ""
    mapping: Mapping | None = None
    numbers: bool = False
    phones: bool = False
    today: date | None = None
    limits: Limits = field(default_factory=Limits)


class Source(Protocol):
    """One opened file of one format. `rows` may be walked again; each walk has its own findings."""

    school: RosterSchool | None

    def rows(self, findings: Findings, progress: Progress) -> Iterator[Row]: ...


class Counted:
    """A binary stream that tells its progress, at most once per `step` bytes."""

    def __init__(self, stream: IO[bytes], progress: Progress, total: int, *, already: int = 0) -> None:
        self._stream = stream
        self._progress = progress
        self._total = total
        self._done = already

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._tell(len(data))
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._stream.readline(size)
        self._tell(len(data))
        return data

    def _tell(self, count: int) -> None:
        if count:
            self._done += count
            self._progress(min(self._done, self._total), self._total)
