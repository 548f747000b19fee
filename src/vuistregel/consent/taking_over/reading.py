"""A file of consents as rows of texts with their line; what cannot be read is a problem in words. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vuistregel.consent.rules import Answer, Matter
from vuistregel.consent.taking_over.columns import Columns
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import Findings, Problem, Refused
from vuistregel.organisation.roster.reading.recognise import recognise
from vuistregel.organisation.roster.reading.tables import cells_by_header, header_of, table_rows
from vuistregel.words import Words

#: More answers than the largest board has in a year; a longer file is another kind of file.
LIMITS = Limits(rows=200_000, text=4000)

_ANSWERS = {
    **dict.fromkeys(("given", "ja", "yes", "j", "y", "1", "waar", "true", "akkoord"), Answer.GIVEN),
    **dict.fromkeys(("refused", "nee", "no", "n", "0", "onwaar", "false", "niet akkoord"), Answer.REFUSED),
    **dict.fromkeys(("withdrawn", "ingetrokken"), Answer.WITHDRAWN),
}
_MATTERS = {
    **dict.fromkeys(("image", "foto", "fotos", "foto s en video s", "video"), Matter.IMAGE),
    **dict.fromkeys(("information", "gegevens", "gegevens zonder foto"), Matter.INFORMATION),
    **dict.fromkeys(("contact", "contactgegevens"), Matter.CONTACT),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line (None: with the file), in the reader's language."""

    words: Words
    line: int | None = None

    @property
    def sentence(self) -> Words:
        if self.line is None:
            return self.words
        return Words("Regel {line}. {words}", "Line {line}. {words}").with_(line=self.line, words=self.words)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One answer as the file has it: the texts of who and where, and what could be understood at once."""

    line: int
    pupil: str
    channel: str
    answer: Answer
    on: date
    by: str
    text: str
    matter: Matter | None


def read_rows(path: Path, columns: Columns, today: date) -> tuple[list[ReadRow], list[Fault]]:
    """All rows of a CSV or XLSX, and every fault at once; a file that cannot be read is one fault."""
    form = recognise(path, limits=LIMITS)
    if isinstance(form, Problem):
        return [], [Fault(form.words, form.line)]
    findings = Findings(LIMITS)
    rows: list[ReadRow] = []
    faults: list[Fault] = []
    try:
        headers = header_of(path, form, LIMITS)
        fields = [columns.get(header) for header in headers]
        table = table_rows(path, form, LIMITS)
        next(table, None)
        for row in table:
            cells = cells_by_header(row, headers, findings)
            if cells is None:
                faults.append(Fault(_OUTSIDE, row.line))
                continue
            values = {name: cell.strip() for name, cell in zip(fields, cells, strict=True) if name}
            found = _row(values, row.line, today)
            if isinstance(found, ReadRow):
                rows.append(found)
            else:
                faults += found
    except Refused as refused:
        return [], [Fault(refused.problem.words, refused.problem.line)]
    if not rows and not faults:
        faults.append(Fault(_EMPTY))
    return rows, faults


def _row(values: dict[str, str], line: int, today: date) -> ReadRow | list[Fault]:
    faults = [Fault(words, line) for name, words in _NEEDED.items() if not values.get(name)]
    answer = _ANSWERS.get(plain(values.get("answer", "")))
    if values.get("answer") and answer is None:
        faults.append(Fault(_NO_ANSWER.with_(text=values["answer"][:40]), line))
    on = _day(values.get("date", ""))
    if values.get("date") and on is None:
        faults.append(Fault(_NO_DAY.with_(text=values["date"][:40]), line))
    elif on is not None and on > today:
        faults.append(Fault(_LATER, line))
    matter = _MATTERS.get(plain(values.get("matter", "")))
    if values.get("matter") and matter is None:
        faults.append(Fault(_NO_MATTER.with_(text=values["matter"][:40]), line))
    if len(values.get("text", "")) > LIMITS.text:
        faults.append(Fault(_LONG.with_(limit=LIMITS.text), line))
    if faults or answer is None or on is None:
        return faults
    return ReadRow(
        line, values["pupil_key"], values["channel"], answer, on, values["by"], values.get("text", ""), matter
    )


def _day(text: str) -> date | None:
    """2026-08-31, 31-08-2026 or 31/8/2026; None for anything else."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    year_first = len(parts[0]) == 4
    year, month, day = map(int, parts if year_first else reversed(parts))
    try:
        return date(year, month, day) if year > 1900 else None
    except ValueError:
        return None


_NEEDED = {
    "pupil_key": Words("Hier ontbreekt het leerlingnummer.", "The pupil number is missing here."),
    "channel": Words("Hier ontbreekt de plek.", "The place is missing here."),
    "answer": Words("Hier ontbreekt het antwoord.", "The answer is missing here."),
    "date": Words("Hier ontbreekt de datum.", "The date is missing here."),
    "by": Words("Hier ontbreekt wie het antwoord gaf.", "Who gave the answer is missing here."),
}
_NO_ANSWER = Words("‘{text}’ is geen antwoord. Schrijf ja of nee.", "‘{text}’ is no answer. Write yes or no.")
_NO_DAY = Words("‘{text}’ is geen datum. Schrijf 2026-08-31.", "‘{text}’ is no date. Write 2026-08-31.")
_NO_MATTER = Words(
    "‘{text}’ kennen wij niet. Schrijf foto, gegevens of contactgegevens.",
    "We do not know ‘{text}’. Write image, information or contact.",
)
_LATER = Words("Deze datum is later dan vandaag.", "This date is later than today.")
_LONG = Words("De tekst is langer dan {limit} tekens.", "The text is longer than {limit} characters.")
_OUTSIDE = Words("Hier staan meer cellen dan er kolommen zijn.", "There are more cells here than columns.")
_EMPTY = Words("Er staan geen antwoorden in dit bestand.", "There are no answers in this file.")
