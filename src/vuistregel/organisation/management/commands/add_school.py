"""`vuistregel add_school`: make a board and a school where they are missing."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.organisation.actions import add_school
from vuistregel.organisation.models import School
from vuistregel.organisation.models.boards import Sector
from vuistregel.words import Words

_MADE = Words("{school} is er.", "{school} is there.")
_THERE = Words("{school} is er al.", "{school} is there already.")


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
        known = School.objects.filter(brin=brin, location=location).select_related("board").first()
        if known is not None and known.board.name.casefold() != options["board"].strip().casefold():
            raise WrongUse(
                Words(
                    "{brin} is al een school van een ander bestuur.", "{brin} is a school of another board already."
                ).with_(brin=brin + location)
            )
        name = options["school"].strip()
        if known is None and School.objects.filter(board__name__iexact=options["board"].strip(), name=name).exists():
            raise WrongUse(
                Words(
                    "Dit bestuur heeft al een school die {name} heet.", "This board already has a school called {name}."
                ).with_(name=name)
            )
        school = known or add_school(
            self.actor,
            board=options["board"].strip(),
            name=name,
            brin=brin,
            location=location,
            sector=options["sector"],
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
