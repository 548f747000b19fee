"""`vuistregel may_publish`: may this photo, film or piece of information go on that channel?"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, a_day
from vuistregel.consent.channels import named_channel
from vuistregel.consent.models import NO_USE
from vuistregel.decisions import Outcome
from vuistregel.media.as_data import as_data
from vuistregel.media.asking import judge_for
from vuistregel.media.queries import Idea, Verdict
from vuistregel.media.rules import Kind
from vuistregel.organisation.keyed import people_by_key
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words

_SAID = {
    Outcome.YES: Words("Ja, dit mag.", "Yes, this is allowed."),
    Outcome.NO: Words("Nee, zo niet.", "No, not like this."),
    Outcome.CANNOT_SAY: Words("Nog niet te zeggen.", "Cannot be said yet."),
}


class Command(HouseCommand):
    help = "May this be published on a channel? Says why not, and what can be done instead."
    category = "consent"
    verb = "read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        parser.add_argument("--channel", required=True, metavar="SLUG", help="as `vuistregel channels` lists them")
        parser.add_argument("--kind", required=True, choices=[k.value for k in Kind], help="what is to be published")
        parser.add_argument("--pupil", action="append", default=[], metavar="KEY", help="a pupil who can be recognised")
        parser.add_argument("--guardian", action="append", default=[], metavar="KEY", help="a parent, likewise")
        parser.add_argument("--caption", default="", metavar="TEXT", help="what stands beside it")
        parser.add_argument("--publication", type=UUID, metavar="ID", help="the use that consent was asked for")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day; today when left out")

    def run_command(self, **options: Any) -> Any:
        day: date = options["on"] or clock.today()
        school = named_school(options["school"], options["location"])
        channel = named_channel(self.actor, school, options["channel"])
        names, unknown = people_by_key(school, options["pupil"], options["guardian"], day)
        idea = Idea(
            channel=channel,
            kind=Kind(options["kind"]),
            persons=frozenset(names),
            texts=(options["caption"],),
            use=options["publication"] or NO_USE,
            unknown=tuple(unknown),
        )
        verdict = judge_for(self.actor, idea, day)
        self._tell(verdict)
        if not verdict.decision:
            self.not_in_order()
        return as_data(verdict, names)

    def _tell(self, verdict: Verdict) -> None:
        decision = verdict.decision
        self.say(_SAID[decision.outcome])
        for reason in decision.reasons:
            person = verdict.person(reason)
            who = f"{person.name}: " if person else ""
            self.say(f"- {who}{reason.text} [{reason.norm}]")
        for missing in decision.missing:
            self.say(f"- {missing}")
        for way in verdict.ways:
            self.say(f"+ {way.title}. {way.text}")
