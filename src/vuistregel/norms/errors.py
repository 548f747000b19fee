"""What can go wrong with norms: files that are not right, and look-ups that have no single answer."""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel.norms.model import Place
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the files, where it stands."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class NormErrors(Exception):
    """The norms do not load. Names every fault at once, each as "file:line: message"."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class NormLookupError(KeyError):
    """A look-up without one answer, with the reason in both languages."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)

    def __str__(self) -> str:
        return self.words.en


class NormUnknown(NormLookupError):
    """No norm has this id."""


class NormNotInForce(NormLookupError):
    """The id is known, but nothing holds on this day for this scope, or it may not be computed with."""


class NormAmbiguous(NormLookupError):
    """Several sectors have their own version: the look-up must name the sector."""
