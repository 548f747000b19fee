"""`vuistregel anchor_log`: write the end of every board's log outside the database, now."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand
from vuistregel.evidence import log, names
from vuistregel.words import Words, reader_language


class Command(HouseCommand):
    help = "Anchor the evidence log outside the database (`tick` does so daily), or note that a backup was restored."
    category = "operations"
    verb = "run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--restored",
            metavar="WHY",
            help="the database was set back, or the anchors were lost: from here on the log as it is now counts. "
            "verify_log goes on telling what was lost.",
        )

    def run_command(self, *, restored: str | None = None, **options: Any) -> dict[str, Any]:
        if restored is None:
            anchor = log.anchor_anew(clock.now())
            self.say(_ANCHORED.with_(number=anchor.n, boards=len(anchor.heads)))
            return {"number": anchor.n, "boards": len(anchor.heads)}
        lost = log.note_restore(clock.now(), restored)
        boards = {log.HOUSE: names.HOUSE.in_(reader_language())} | names.boards()
        for board, (kept, last) in lost.items():
            self.say(_LOST.with_(board=boards.get(board, str(board)), first=kept + 1, last=last))
        self.say(_NOTED)
        return {"lost": [{"board": boards.get(b, b), "kept": kept, "last": last} for b, (kept, last) in lost.items()]}


_ANCHORED = Words("Anker {number} staat: {boards} logboeken.", "Anchor {number} stands: {boards} logs.")
_LOST = Words(
    "{board}: de gebeurtenissen {first} tot en met {last} zijn verloren.",
    "{board}: the events {first} up to and including {last} are lost.",
)
_NOTED = Words(
    "Dat er is teruggezet, staat nu in het ankerbestand.", "That it was set back now stands in the anchor file."
)
