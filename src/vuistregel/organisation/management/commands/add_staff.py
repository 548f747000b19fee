"""`vuistregel add_staff`: the first person of a board, and later ones, with a link to choose a password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.access.matrix import shipped
from vuistregel.access.signin import links
from vuistregel.actions import Refused
from vuistregel.decisions import Reason, no
from vuistregel.organisation.actions import add_staff
from vuistregel.organisation.actions.new_staff import HAS_ACCOUNT
from vuistregel.organisation.models import Board, Person, School, StaffKey
from vuistregel.organisation.recognising import Recognised, by_key, recognise
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words


class Command(HouseCommand):
    help = (
        "Add somebody who works for a board or school, and print a one-time link with which they choose a password. "
        "Hand it over only to whom it is for. Whoever the pupils' file brought is recognised and keeps the groups."
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
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--person", metavar="KEY", help="who it is: the personnel key of the pupils' file")
        who.add_argument("--new", action="store_true", help="it is nobody who is known already")

    def run_command(self, **options: Any) -> dict[str, Any]:
        board = Board.objects.filter(name__iexact=options["board"].strip()).first()
        if board is None:
            raise WrongUse(
                Words("Er is geen bestuur {name}.", "There is no board {name}.").with_(name=options["board"])
            )
        school = named_school(options["school"]) if options["school"] else None
        if school is not None and school.board_id != board.pk:
            raise WrongUse(Words("Die school hoort bij een ander bestuur.", "That school belongs to another board."))
        names = {name: tidy(options[name]) for name in ("call_name", "prefix", "family_name")}
        schools = [school] if school else []
        who = None if options["new"] else _who(board, schools, names, options["email"], options["person"])
        account = add_staff(
            self.actor,
            board=board,
            schools=schools,
            role=options["role"],
            login=options["login"],
            email=options["email"],
            names=names,
            person=who,
            somebody_new=who is None,
        )
        url = links.make_link(self.actor, account=account)
        if not self.as_json:
            self.stdout.write(url)
        if who is not None:
            self.say(_KNOWN.with_(name=who.name))
        return {"login": account.login, "role": options["role"], "known": who is not None, "url": url}


def _who(board: Board, schools: list[School], names: dict[str, str], email: str, key: str | None) -> Person | None:
    """Who it is of the people who are known. Raises Refused, with the candidates, when that is not certain."""
    day = clock.today()
    if key is None:
        found = recognise(board, schools, names, email, day)
    else:
        people = by_key(board, key, schools[0] if schools else None, day)
        if not people:
            raise WrongUse(
                Words(
                    "Er is geen medewerker met nummer {key}.", "There is no member of staff with number {key}."
                ).with_(key=key)
            )
        found = Recognised(people[0]) if len(people) == 1 else Recognised(perhaps=tuple(people))
    if found.taken is not None:
        raise Refused(no(Reason(HAS_ACCOUNT, norm="access.need-to-know")))
    if found.perhaps:
        candidates = "; ".join(_described(person) for person in found.perhaps)
        raise Refused(no(Reason(_PERHAPS.with_(candidates=candidates), norm="roster.match.confirm")))
    return found.known


def _described(person: Person) -> str:
    """A candidate: the name, and by which key at which school it can be chosen."""
    keys = StaffKey.objects.filter(person=person, departed__isnull=True).select_related("school")
    places = ", ".join(f"--person {row.key} --school {row.school.brin}" for row in keys.order_by("pk"))
    return f"{person.name} ({places})" if places else person.name


_KNOWN = Words(
    "{name} was al bekend uit het leerlingbestand en houdt de groepen.",
    "{name} was known already from the pupils' file and keeps the groups.",
)
_NOBODY = Words("Er is geen medewerker met nummer {key}.", "There is no member of staff with number {key}.")
_PERHAPS = Words(
    "Misschien is deze persoon al bekend: {candidates}. Kies met --person, of met --new als het iemand anders is.",
    "This person may be known already: {candidates}. Choose with --person, or with --new if it is somebody else.",
)
