"""`vuistregel verify_log`: is the evidence log still what was written?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.evidence import names, results
from vuistregel.evidence.verify import verify
from vuistregel.words import Words, reader_language


class Command(HouseCommand):
    help = "Verify the evidence log against its codes, its anchors and its guards. Exit 1 when a problem is found."
    category = "evidence"
    verb = "verify"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--board", metavar="NAME", help="only this board's log")
        parser.add_argument("--no-record", action="store_true", help="do not keep the result for the ten steps")

    def run_command(self, *, board: str | None = None, no_record: bool = False, **options: Any) -> dict[str, Any]:
        report = verify(None if board is None else _board_called(board))
        if not no_record:
            results.store(report, clock.now(), whole=board is None)
        data = results.as_data(report, reader_language())
        for found in data["information"]:
            self.say(f"{found['board']}: {found['text']}")
        for found in data["problems"]:
            self.say(f"{found['board']}: {found['text']} [{found['problem']}]")
        self.say((_WHOLE if report.ok else _NOT_WHOLE).with_(events=data["events"], problems=len(report.problems)))
        if not report.ok:
            self.not_in_order()
        return data


def _board_called(name: str) -> int:
    found = [board for board, called in names.boards().items() if called.casefold() == name.casefold()]
    if len(found) != 1:
        raise WrongUse(_NO_BOARD.with_(name=name))
    return found[0]


_NO_BOARD = Words("Er is geen bestuur dat {name} heet.", "There is no board called {name}.")
_WHOLE = Words(
    "Het logboek klopt: {events} gebeurtenissen, {problems} problemen.",
    "The log is whole: {events} events, {problems} problems.",
)
_NOT_WHOLE = Words(
    "Het logboek klopt niet: {events} gebeurtenissen, {problems} problemen.",
    "The log is not whole: {events} events, {problems} problems.",
)
