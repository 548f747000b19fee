"""What was found in a file: words with their place, kept in the spool; codes, lines and counts only on the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vuistregel.keys.spool import Spool
from vuistregel.organisation.roster.reading import NotTakenOver, Problem
from vuistregel.words import Words

STREAM = "findings"


@dataclass(frozen=True, slots=True)
class Finding:
    """One error or warning as it is shown: `words` carry their place ("Regel 12: …"), `line` is for programs."""

    code: str
    words: Words
    line: int | None = None

    @classmethod
    def of(cls, problem: Problem) -> Finding:
        return cls(problem.code, problem.sentence, problem.line)

    def as_data(self, language: str) -> dict[str, Any]:
        return {"line": self.line, "code": self.code, "text": self.words.in_(language)}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field that the file holds and the house does not take over, with the reason (rule 4, R2.27)."""

    field: str
    count: int
    reason: Words

    @classmethod
    def of(cls, found: NotTakenOver) -> LeftOut:
        return cls(found.field, found.count, found.reason)

    def as_data(self, language: str) -> dict[str, Any]:
        return {"field": self.field, "count": self.count, "reason": self.reason.in_(language)}


@dataclass(slots=True)
class Findings:
    """Everything that one reading found."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def keep(self, box: Spool) -> None:
        """Put them into the spool: their words may name a child."""
        with box.writer(STREAM) as out:
            for kind, found in [("error", e) for e in self.errors] + [("warning", w) for w in self.warnings]:
                out.append([kind, found.code, found.words.nl, found.words.en, found.line])
            for left in self.left_out:
                out.append(["left_out", left.field, left.reason.nl, left.reason.en, left.count])

    @classmethod
    def kept(cls, box: Spool) -> Findings:
        """What `keep` wrote last. Raises SpoolGone."""
        found = cls()
        for kind, code, nl, en, number in box.records(STREAM):
            if kind == "left_out":
                found.left_out.append(LeftOut(code, number, Words(nl, en)))
            else:
                (found.errors if kind == "error" else found.warnings).append(Finding(code, Words(nl, en), number))
        return found

    def summary(self) -> dict[str, Any]:
        """For the run's row: no words, so no names."""
        return {
            "errors": [[e.code, e.line] for e in self.errors],
            "warnings": [[w.code, w.line] for w in self.warnings],
            "not_taken_over": [[f.field, f.count] for f in self.left_out],
        }
