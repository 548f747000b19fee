"""`vuistregel decider --school BRIN --pupil KEY`: who decides about a pupil's data, and by which norms."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse, a_day
from vuistregel.organisation.queries import deciders_of, pupil_facts
from vuistregel.organisation.rules import For
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words, reader_language

_NOBODY = Words("Nu beslist niemand. Dit is waarom:", "Nobody decides now. This is why:")
_KINDS = {"pupil": Words("leerling", "pupil"), "guardian": Words("ouder of voogd", "parent or guardian")}


class Command(HouseCommand):
    help = "Who decides about a pupil's data on a day: for consent, for withdrawing it, or for using a right."
    category = "authority"
    verb = "read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        parser.add_argument("--pupil", required=True, metavar="KEY", help="the pupil's key in the administration")
        parser.add_argument(
            "--for", dest="for_", choices=[f.value for f in For], default=For.CONSENT.value, help="what is decided"
        )
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day (2026-09-01); today when left out")

    def run_command(self, **options: Any) -> Any:
        day = options["on"] or clock.today()
        school = named_school(options["school"], options["location"])
        facts = pupil_facts(school, options["pupil"], day)
        if facts is None:
            raise WrongUse(
                Words("Deze school heeft geen leerling met dit nummer.", "This school has no pupil with this number.")
            )
        found = deciders_of(facts, For(options["for_"]), day, school.sector)
        language = reader_language()
        for person in found.people:
            kind = _KINDS[person.kind]
            self.say(Words("{name} ({kind})", "{name} ({kind})").with_(name=person.name, kind=kind))
        if not found.people:
            self.say(_NOBODY)
        for reason in found.reasons:
            self.say(f"- {reason.text} [{reason.norm}]" if reason.norm else f"- {reason.text}")
        return {
            "deciders": [
                {"kind": p.kind, "key": p.key, "name": p.name, "reachable": p.reachable} for p in found.people
            ],
            "reasons": [{"norm": r.norm, "text": r.text.in_(language), "binding": r.binding} for r in found.reasons],
        }
