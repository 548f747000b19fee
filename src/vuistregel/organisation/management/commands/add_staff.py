"""`vuistregel add_staff`: the first person of a board, and later ones, with a link to choose a password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.access.matrix import shipped
from vuistregel.access.signin import links
from vuistregel.organisation.actions import add_staff
from vuistregel.organisation.models import Board
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words


class Command(HouseCommand):
    help = (
        "Add somebody who works for a board or school, and print a one-time link with which they choose a password. "
        "Hand it over only to whom it is for."
    )
    category = "staff"
    verb = "write"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        roles = sorted(r.slug for r in shipped().roles.values() if r.staff)
        parser.add_argument("--board", required=True, metavar="NAME", help="the board")
        parser.add_argument("--school", metavar="BRIN", help="the school, for a role at a school")
        parser.add_argument("--role", required=True, choices=roles)
        parser.add_argument("--login", required=True, help="the name to sign in with")
        parser.add_argument("--email", default="", help="where a forgotten password is sent to")
        parser.add_argument("--call-name", required=True)
        parser.add_argument("--prefix", default="")
        parser.add_argument("--family-name", required=True)

    def run_command(self, **options: Any) -> dict[str, Any]:
        board = Board.objects.filter(name__iexact=options["board"].strip()).first()
        if board is None:
            raise WrongUse(
                Words("Er is geen bestuur {name}.", "There is no board {name}.").with_(name=options["board"])
            )
        school = named_school(options["school"]) if options["school"] else None
        if school is not None and school.board_id != board.pk:
            raise WrongUse(Words("Die school hoort bij een ander bestuur.", "That school belongs to another board."))
        account = add_staff(
            self.actor,
            board=board,
            schools=[school] if school else [],
            role=options["role"],
            login=options["login"],
            email=options["email"],
            names={name: tidy(options[name]) for name in ("call_name", "prefix", "family_name")},
        )
        url = links.make_link(self.actor, account=account)
        if not self.as_json:
            self.stdout.write(url)
        return {"login": account.login, "role": options["role"], "url": url}
