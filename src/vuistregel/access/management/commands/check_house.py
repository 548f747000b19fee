"""`vuistregel check_house`: is every way in declared, and is the set-up safe to serve?"""

from __future__ import annotations

from typing import Any

from django.core.checks import ERROR, run_checks

from vuistregel.access.commands import HouseCommand
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Is every route, command and operation declared; is the set-up safe? Exit 1 and a list when not."
    category = "operations"
    verb = "verify"

    def run_command(self, **options: Any) -> dict[str, Any]:
        problems = [m for m in run_checks(databases=["default", "keys"]) if m.level >= ERROR]
        for message in problems:
            self.say(f"{message.id}: {message.msg} {message.hint or ''}")
        if problems:
            self.not_in_order()
        else:
            self.say(Words("Elke ingang is vastgelegd.", "Every way in is declared."))
        return {"ok": not problems, "problems": [{"id": m.id, "text": m.msg, "hint": m.hint} for m in problems]}
