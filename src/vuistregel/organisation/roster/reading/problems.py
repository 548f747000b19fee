"""Problems, warnings and what was not taken over: collected all at once, bounded, in words of both languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from vuistregel.organisation.roster.reading import reasons
from vuistregel.organisation.roster.reading.cleaning import Wrong
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.sentences import SENTENCES
from vuistregel.words import Words

Unit = Literal["line", "row"]

_PLACE = {
    "line": Words("Regel {line}: {words}", "Line {line}: {words}"),
    "row": Words("Rij {line}: {words}", "Row {line}: {words}"),
}
_PLACE_IN_FILE = {
    "line": Words("{file}, regel {line}: {words}", "{file}, line {line}: {words}"),
    "row": Words("{file}, rij {line}: {words}", "{file}, row {line}: {words}"),
}
_IN_FILE = Words("{file}: {words}", "{file}: {words}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `file` is the part of a zip; `line` counts from 1; `about` is the key it is about."""

    code: str
    words: Words
    file: str = ""
    line: int | None = None
    about: str = ""
    unit: Unit = "line"

    @property
    def sentence(self) -> Words:
        """The words with their place in front: "Regel 212: twee leerlingen hebben nummer 4711."."""
        if self.line is not None:
            frame = (_PLACE_IN_FILE if self.file else _PLACE)[self.unit]
            return frame.with_(file=self.file, line=self.line, words=_lowered(self.words))
        return _IN_FILE.with_(file=self.file, words=_lowered(self.words)) if self.file else self.words


@dataclass(frozen=True, slots=True)
class NotTakenOver:
    """A field that the file holds and the house has no purpose for: how often, and why it stays out (R2.27)."""

    field: str
    count: int
    reason: Words
    norm: str = "minimisation.fields"

    @property
    def label(self) -> Words:
        """How a reader calls the field: "Geboorteland" for `land`."""
        return reasons.label(self.field)


class Refused(Exception):
    """The file cannot be read on. Never leaves this package: `Reading` turns it into its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def problem(code: str, *, file: str = "", line: int | None = None, about: str = "", **values: Any) -> Problem:
    """A problem by its code, with the sentence filled in. Raises KeyError for an unknown code or a missing value."""
    shown = {name: _shown(value) for name, value in values.items()}
    return Problem(code, SENTENCES[code].with_(**shown), file, line, about)


def refuse(code: str, *, file: str = "", line: int | None = None, **values: Any) -> Refused:
    return Refused(problem(code, file=file, line=line, **values))


class Findings:
    """Everything that one pass over a file found."""

    def __init__(self, limits: Limits, *, unit: Unit = "line") -> None:
        self.limits = limits
        self.unit: Unit = unit
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.error_count = 0
        self.warning_count = 0
        self.fields: defaultdict[str, int] = defaultdict(int)
        self.unknown_fields: defaultdict[str, int] = defaultdict(int)
        self._tallies: dict[tuple[str, str], tuple[int, int | None]] = {}

    def error(self, code: str, *, file: str = "", line: int | None = None, about: str = "", **values: object) -> None:
        """Note an error. Raises Refused when there are so many that the file is something else altogether."""
        self.error_count += 1
        if len(self.errors) < self.limits.shown:
            self.errors.append(self._placed(problem(code, file=file, line=line, about=about, **values)))
        if self.error_count > self.limits.stop:
            raise refuse("many.stopped", file=file, line=line)

    def wrong(self, found: Wrong, *, file: str = "", line: int | None = None) -> None:
        """Note what is wrong with a value as an error."""
        values: dict[str, Any] = found.values
        self.error(found.code, file=file, line=line, **values)

    def add_error(self, found: Problem) -> None:
        """Note an error that was made elsewhere, even when the list is full: it says why reading ended."""
        self.error_count += 1
        self.errors.append(self._placed(found))

    def warning(self, code: str, *, file: str = "", line: int | None = None, about: str = "", **values: object) -> None:
        self.warning_count += 1
        if len(self.warnings) < self.limits.shown:
            self.warnings.append(self._placed(problem(code, file=file, line=line, about=about, **values)))

    def tally(self, code: str, line: int | None, detail: str = "") -> None:
        """Count something that may hold for every row; it becomes one warning with the count and the first line."""
        count, first = self._tallies.get((code, detail), (0, line))
        if count or len(self._tallies) < self.limits.shown:
            self._tallies[code, detail] = (count + 1, first)

    def finish(self) -> None:
        """Close the pass: tallies become warnings, and what was left out is counted. Call once."""
        for (code, detail), (count, line) in self._tallies.items():
            self.warning(code, line=line, count=count, detail=detail)
        for name, count in self.unknown_fields.items():
            self.warning("field.unknown", field=name, count=count)
        self._tallies.clear()
        self.unknown_fields.clear()
        for found, count in ((self.errors, self.error_count), (self.warnings, self.warning_count)):
            if count > len(found):
                found.append(problem("many.more", count=count - len(found)))

    @property
    def not_taken_over(self) -> list[NotTakenOver]:
        return [NotTakenOver(name, count, reasons.reason(name)) for name, count in sorted(self.fields.items())]

    def _placed(self, found: Problem) -> Problem:
        if self.unit == "line":
            return found
        return Problem(found.code, found.words, found.file, found.line, found.about, self.unit)


def _shown(value: object) -> object:
    """A value out of the file as it may stand in a sentence: one line, not endless."""
    if not isinstance(value, str):
        return value
    tidy = "".join(c if c.isprintable() else "�" for c in value)
    return tidy if len(tidy) <= 60 else tidy[:57] + "…"


def _lowered(words: Words) -> Words:
    """The sentence as it goes on after a colon; a first word in capitals (BSN, XML, EDEXML) keeps them."""

    def one(text: str) -> str:
        return text[0].lower() + text[1:] if len(text) > 1 and not text[1].isupper() else text

    return Words(one(words.nl), one(words.en))


__all__ = ["Findings", "NotTakenOver", "Problem", "Refused", "Unit", "problem", "refuse"]
