"""`vuistregel example`: load the invented board, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.example.board import BOARD, build, leave_files_to_try
from vuistregel.organisation.models import Board, Pupil
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Load the invented board into an empty example house. When it is there already, nothing happens."
    category = "operations"
    verb = "run"

    def run_command(self, **options: Any) -> dict[str, Any]:
        if not settings.EXAMPLE:
            raise WrongUse(
                Words(
                    "Het voorbeeld komt alleen in een voorbeeldhuis (VUISTREGEL_MODE=example).",
                    "The example only comes into an example house (VUISTREGEL_MODE=example).",
                )
            )
        made = not Board.objects.filter(name=BOARD).exists()
        if made:
            self.say(Words("Het voorbeeld wordt gemaakt …", "Making the example …"))
            build(clock.today())
            leave_files_to_try(settings.VAR / "om-te-proberen", clock.today())
            call_command("verify_log")
            call_command("backup", str(settings.VAR / "backups"))
        return {"made": made, "pupils": Pupil.objects.count()}
