"""`vuistregel restore FOLDER`: puts a backup back and destroys again whoever was destroyed since; or practises it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.keys.backup import drilling, restoring
from vuistregel.words import Words, reader_language

ASK = Words(
    "Alles wat nu in het huis staat, wordt vervangen door de reservekopie. Typ ja om door te gaan: ",
    "Everything that is in the house now is replaced by the backup. Type yes to go on: ",
)
NOT_ASKED = Words(
    "Terugzetten vervangt het huis. Voeg --yes toe als u dat wilt.",
    "Restoring replaces the house. Add --yes if that is what you want.",
)
STOPPED = Words("Er is niets veranderd.", "Nothing was changed.")


class Command(HouseCommand):
    help = "Restore a backup from FOLDER and destroy again what was destroyed since; --drill only practises it."
    category = "operations"
    verb = "run"
    in_house = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--drill", action="store_true", help="restore beside the house, check everything, and stop")
        parser.add_argument("--label", help="which backup, by its own name; without it the newest")
        parser.add_argument("--keep-keys", action="store_true", help="restore the data only; keep the present keys")

    def run_command(self, **options: Any) -> dict[str, Any]:
        if options["drill"]:
            return self._drill(options["folder"], options["label"])
        self._ask(options["yes"])
        restored = restoring.restore(options["folder"], label=options["label"], keep_keys=options["keep_keys"])
        self.say(
            Words(
                "Reservekopie {label} is teruggezet: {rows} rijen, {files} bestanden. Opnieuw vernietigd: {again}.",
                "Backup {label} was restored: {rows} rows, {files} files. Destroyed again: {again}.",
            ).with_(
                label=restored.label, rows=restored.rows, files=restored.stored_files, again=restored.destroyed_again
            )
        )
        return restored.as_data()

    def _drill(self, folder: Path, label: str | None) -> dict[str, Any]:
        drilled = drilling.drill(folder, label=label)
        for problem in drilled.problems:
            self.say(problem)
        if drilled.ok:
            self.say(
                Words(
                    "De oefening is geslaagd: {rows} rijen zijn er, {keys} sleutels gaan open.",
                    "The drill passed: {rows} rows are there, {keys} keys open.",
                ).with_(rows=drilled.rows, keys=drilled.keys_opened)
            )
        else:
            self.not_in_order()
        return drilled.as_data(reader_language())

    def _ask(self, yes: bool) -> None:
        if yes:
            return
        if not sys.stdin.isatty():
            raise WrongUse(NOT_ASKED)
        if input(str(ASK)).strip().lower() not in {"ja", "yes", "j", "y"}:
            raise WrongUse(STOPPED)
