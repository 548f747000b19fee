"""`vuistregel make_secrets`: fresh secrets for the environment of a new installation."""

from __future__ import annotations

from typing import Any

from vuistregel.access.commands import HouseCommand
from vuistregel.settings.environment import new_secrets
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Print fresh secrets by the names of their variables. Nothing is kept: put them where your environment is."
    category = "accounts"
    verb = "manage"
    in_house = False

    def run_command(self, **options: Any) -> dict[str, str]:
        made = new_secrets()
        if not self.as_json:
            self.stdout.write("".join(f"{name}={value}\n" for name, value in made.items()), ending="")
        self.say(
            Words(
                "Bewaar ze apart van de back-ups. Zonder VUISTREGEL_BOARD_KEYS is niets meer te lezen.",
                "Keep them apart from the backups. Without VUISTREGEL_BOARD_KEYS nothing can be read any more.",
            )
        )
        return made
