"""What a verification can find, each in words that say what it means and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vuistregel.evidence.watermarks import BadLine
from vuistregel.words import Words, same


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `seq` is None when it concerns no single event; `problem` False is information."""

    code: str
    board_id: int
    seq: int | None
    text: Words
    problem: bool = True

    def as_data(self, language: str, boards: dict[int, str]) -> dict[str, Any]:
        return {
            "board": boards.get(self.board_id, self.board_id),
            "seq": self.seq,
            "problem": self.code,
            "text": self.text.in_(language),
        }


def capped(found: Iterable[Finding], most: int, board_id: int) -> list[Finding]:
    """The first so many findings, and one that says how many more there are."""
    told: list[Finding] = []
    more = 0
    for finding in found:
        if len(told) < most:
            told.append(finding)
        else:
            more += 1
    if more:
        told.append(Finding("more", board_id, None, _MORE.with_(number=more)))
    return told


def changed(board_id: int, seq: int) -> Finding:
    return Finding("changed", board_id, seq, _CHANGED.with_(seq=seq))


def moved(board_id: int, seq: int, number: int) -> Finding:
    return Finding("moved", board_id, seq, _MOVED.with_(seq=seq, number=number))


def not_next(board_id: int, before: int, seq: int) -> Finding:
    """A gap in the numbers, told at its first missing number; or a number below the first."""
    if seq <= before:
        return Finding("moved", board_id, seq, _BELOW.with_(seq=seq))
    return Finding("missing", board_id, before + 1, _MISSING.with_(first=before + 1, last=seq - 1))


def chain_broken(board_id: int, seq: int) -> Finding:
    return Finding("chain", board_id, seq, _CHAIN.with_(seq=seq))


def links_differ(board_id: int, seq: int) -> Finding:
    return Finding("person_link", board_id, seq, _LINKS.with_(seq=seq))


def head_wrong(board_id: int, seq: int) -> Finding:
    return Finding("head", board_id, seq, _HEAD_WRONG.with_(seq=seq))


def head_missing(board_id: int) -> Finding:
    return Finding("head", board_id, None, _HEAD_MISSING)


def head_behind(board_id: int, seq: int, last: int) -> Finding:
    return Finding("head", board_id, seq, _HEAD_BEHIND.with_(seq=seq, last=last))


def cut(board_id: int, last: int, head: int) -> Finding:
    return Finding("cut", board_id, last + 1, _CUT.with_(last=last, head=head))


def outside_differs(board_id: int, seq: int, *, gone: bool) -> Finding:
    """An event that the watermarks or anchors know is gone, or is another one now."""
    return (
        Finding("cut", board_id, seq, _GONE.with_(seq=seq))
        if gone
        else Finding("rewritten", board_id, seq, _REWRITTEN.with_(seq=seq))
    )


def lost_by_restore(board_id: int, kept: int, last: int, at: datetime, note: str) -> Finding:
    text = _LOST.with_(first=kept + 1, last=last, at=f"{at:%Y-%m-%d %H:%M}", note=same(f" ({note})") if note else "")
    return Finding("lost_by_restore", board_id, kept + 1, text, problem=False)


def anchor_changed(line: int) -> Finding:
    return Finding("anchor_changed", 0, None, _ANCHOR_CHANGED.with_(line=line))


def anchor_missing(seq: int, number: int) -> Finding:
    return Finding("anchor_missing", 0, seq, _ANCHOR_MISSING.with_(number=number))


def watermark_changed(line: BadLine) -> Finding:
    return Finding("watermark_changed", 0, None, _MARK_CHANGED.with_(file=line.file, line=line.line))


def watermark_torn(line: BadLine) -> Finding:
    return Finding("watermark_torn", 0, None, _MARK_TORN.with_(file=line.file, line=line.line), problem=False)


def watermarks_gone() -> Finding:
    """The house writes a line outside the database after each commit; there is none where one must be."""
    return Finding("watermarks_gone", 0, None, _MARKS_GONE)


def silent(board_id: int) -> Finding:
    """A board in whose log nothing stands: its own making is an event, so what was there is gone."""
    return Finding("silent", board_id, None, _SILENT)


def guard(name: str) -> Finding:
    return Finding("guard_missing", 0, None, _GUARD.with_(name=name))


def stray(number: int) -> Finding:
    return Finding("stray", 0, None, _STRAY.with_(number=number))


_MORE = Words("En nog {number} andere.", "And {number} more.")
_CHANGED = Words(
    "Gebeurtenis {seq} is veranderd, of er buiten het systeem om bij gezet.",
    "Event {seq} was changed, or was added from outside the system.",
)
_MOVED = Words(
    "Gebeurtenis {seq} staat op een andere plaats: zij had nummer {number}.",
    "Event {seq} stands in another place: it had number {number}.",
)
_BELOW = Words(
    "Er staat een gebeurtenis met nummer {seq}; nummers beginnen bij 1.",
    "There is an event numbered {seq}; numbers start at 1.",
)
_MISSING = Words(
    "De gebeurtenissen {first} tot en met {last} zijn weg.", "The events {first} up to and including {last} are gone."
)
_CHAIN = Words(
    "Gebeurtenis {seq} sluit niet aan op de gebeurtenis ervoor.",
    "Event {seq} does not follow from the event before it.",
)
_LINKS = Words(
    "Bij gebeurtenis {seq} kloppen de personen niet over wie zij gaat.",
    "The persons whom event {seq} concerns are not those that were recorded.",
)
_HEAD_WRONG = Words(
    "Het einde van het logboek (gebeurtenis {seq}) past niet bij die gebeurtenis.",
    "The end of the log (event {seq}) does not fit that event.",
)
_HEAD_MISSING = Words("Van dit logboek is niet bekend waar het eindigt.", "It is not known where this log ends.")
_HEAD_BEHIND = Words(
    "Het logboek zegt dat het eindigt bij gebeurtenis {seq}, maar gebeurtenis {last} staat er ook.",
    "The log says that it ends at event {seq}, but event {last} stands there too.",
)
_CUT = Words(
    "Het einde van het logboek is weg: de laatste gebeurtenis is {last}, en er waren er {head}.",
    "The end of the log is gone: the last event is {last}, and there were {head}.",
)
_GONE = Words(
    "Gebeurtenis {seq} is opgeschreven buiten de database, maar staat niet meer in het logboek. Er is geknipt, of de "
    "machine viel uit voor het opslaan klaar was.",
    "Event {seq} was noted outside the database, but is no longer in the log. It was cut off, or the machine lost "
    "power before it was saved.",
)
_REWRITTEN = Words(
    "Gebeurtenis {seq} is een andere dan de gebeurtenis die buiten de database is genoteerd.",
    "Event {seq} is another than the event that was noted outside the database.",
)
_LOST = Words(
    "De gebeurtenissen {first} tot en met {last} gingen verloren toen een reservekopie terugkwam op {at}{note}.",
    "The events {first} up to and including {last} were lost when a backup was restored on {at}{note}.",
)
_ANCHOR_CHANGED = Words(
    "Regel {line} van het ankerbestand is veranderd of staat niet op haar plaats.",
    "Line {line} of the anchor file was changed or is not in its place.",
)
_ANCHOR_MISSING = Words(
    "Anker {number} staat wel in het logboek, maar niet in het ankerbestand.",
    "Anchor {number} is in the log, but not in the anchor file.",
)
_MARK_CHANGED = Words(
    "Regel {line} van {file} (de ankermap) is veranderd.", "Line {line} of {file} (the folder of anchors) was changed."
)
_MARK_TORN = Words(
    "Regel {line} van {file} (de ankermap) is half; daar viel de machine uit.",
    "Line {line} of {file} (the folder of anchors) is half; there the machine stopped.",
)
_MARKS_GONE = Words(
    "De regels die na elke gebeurtenis buiten de database komen (de ankermap), zijn weg. Wat sinds het laatste anker "
    "is geknipt, is dan niet te zien.",
    "The lines that are written outside the database after each event (the folder of anchors) are gone. What was "
    "cut off since the last anchor cannot be seen then.",
)
_SILENT = Words(
    "Van dit bestuur staat niets in het logboek. Dat kan niet: het toevoegen van een school is al een gebeurtenis.",
    "The log holds nothing about this board. That cannot be: adding a school is an event already.",
)
_GUARD = Words(
    "De database bewaakt het logboek niet meer: {name} ontbreekt of is veranderd. Herstel met `vuistregel migrate`.",
    "The database no longer guards the log: {name} is missing or changed. Mend it with `vuistregel migrate`.",
)
_STRAY = Words(
    "Er staan {number} regels in het logboek zonder geldig nummer.",
    "There are {number} rows in the log without a valid number.",
)
