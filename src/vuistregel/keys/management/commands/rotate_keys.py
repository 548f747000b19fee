"""`vuistregel rotate_keys`: wraps every key under the newest board key, so that older ones can be dropped."""

from __future__ import annotations

from typing import Any

from vuistregel.access.commands import HouseCommand
from vuistregel.keys import boardkeys, rotation
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Wrap all holders' keys under the newest board key; after a kill, run it again. Old board keys can then go."
    category = "operations"
    verb = "run"

    def run_command(self, **options: Any) -> dict[str, Any]:
        done = 0
        for done in rotation.rotate():
            self.say(Words("{done} sleutels omgezet.", "{done} keys re-wrapped.").with_(done=done))
        left = rotation.waiting()
        if left:
            self.not_in_order()
        else:
            self.say(
                Words(
                    "Alles zit onder {newest}. Oudere sleutels mogen uit VUISTREGEL_BOARD_KEYS, zodra geen "
                    "reservekopie ze meer nodig heeft.",
                    "Everything is under {newest}. Older keys may leave VUISTREGEL_BOARD_KEYS once no backup needs "
                    "them any more.",
                ).with_(newest=boardkeys.newest())
            )
        return {"newest": boardkeys.newest(), "re_wrapped": done, "left": left}
