"""`vuistregel add_school`: make a board and a school where they are missing."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.actions import Refused
from vuistregel.decisions import Reason, no
from vuistregel.organisation.actions import add_school
from vuistregel.organisation.models import School
from vuistregel.organisation.models.boards import Sector
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.words import Words

_MADE = Words("{school} is er.", "{school} is there.")
_THERE = Words("{school} is er al.", "{school} is there already.")
_NAME_TAKEN = Words(
    "Dit bestuur heeft al een school die {name} heet.", "This board already has a school called {name}."
)
_OTHER_BOARD = Words("{brin} is al een school van een ander bestuur.", "{brin} is a school of another board already.")
_OTHERWISE = Words(
    "{brin} is er al, en heet {name} ({sector}). Er is niets veranderd.",
    "{brin} is there already, and is called {name} ({sector}). Nothing changed.",
)


class Command(HouseCommand):
    help = "Make a board and a school where they are missing. Doing it again changes nothing."
    category = "organisation"
    verb = "manage"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--board", required=True, metavar="NAME", help="the board; made when there is none of that name"
        )
        parser.add_argument("--school", required=True, metavar="NAME", help="what the school is called")
        parser.add_argument("--brin", required=True, metavar="99ZZ", help="the school's BRIN")
        parser.add_argument("--location", default="00", metavar="NN", help="the location code, two digits")
        parser.add_argument("--sector", required=True, choices=Sector.values, help="po, so, vso or vo")

    def run_command(self, **options: Any) -> Any:
        brin, location = options["brin"].strip().upper(), options["location"].strip()
        if not re.fullmatch(r"\d{2}[A-Z]{2}", brin) or not re.fullmatch(r"\d{2}", location):
            raise WrongUse(
                Words(
                    "Een BRIN is twee cijfers en twee letters (99ZZ), een vestiging twee cijfers (00).",
                    "A BRIN is two digits and two letters (99ZZ), a location two digits (00).",
                )
            )
        board, name = tidy(options["board"]), tidy(options["school"])
        if not board or not name:
            raise WrongUse(Words("Geef het bestuur en de school een naam.", "Give the board and the school a name."))
        known = School.objects.filter(brin=brin, location=location).select_related("board").first()
        if known is not None:
            _demand_the_same(known, board=board, name=name, sector=options["sector"])
        elif School.objects.filter(board__name__iexact=board, name=name).exists():
            raise Refused(no(Reason(_NAME_TAKEN.with_(name=name))))
        school = known or add_school(
            self.actor, board=board, name=name, brin=brin, location=location, sector=options["sector"]
        )
        words = _THERE if known else _MADE
        self.say(words.with_(school=school.name))
        return {
            "board": school.board.name,
            "school": school.name,
            "brin": school.brin,
            "location": school.location,
            "sector": school.sector,
            "made": known is None,
        }


def _demand_the_same(known: School, *, board: str, name: str, sector: str) -> None:
    """Raises Refused when the school that has this BRIN is another one than was described."""
    brin = known.brin + known.location
    if known.board.name.casefold() != board.casefold():
        raise Refused(no(Reason(_OTHER_BOARD.with_(brin=brin))))
    if known.name.casefold() != name.casefold() or known.sector != sector:
        raise Refused(no(Reason(_OTHERWISE.with_(brin=brin, name=known.name, sector=known.sector))))
