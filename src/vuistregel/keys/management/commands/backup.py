"""`vuistregel backup FOLDER`: both databases and the files, sealed; removes backups that are older than the norms."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from vuistregel.access.commands import HouseCommand
from vuistregel.keys.backup import making
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Back up both databases and the files into FOLDER, encrypted; remove what is older than the norms allow."
    category = "operations"
    verb = "run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def run_command(self, **options: Any) -> dict[str, Any]:
        made = making.make(options["folder"])
        self.say(
            Words(
                "Reservekopie {label} staat in de map: {rows} rijen en {files} bestanden. Opgeruimd: {pruned}.",
                "Backup {label} is in the folder: {rows} rows and {files} files. Removed: {pruned}.",
            ).with_(label=made.label, rows=made.rows, files=made.stored_files, pruned=len(made.pruned))
        )
        return made.as_data()
