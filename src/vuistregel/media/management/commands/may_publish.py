"""`vuistregel may_publish`: may this photo, film or piece of information go on that channel?"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse, a_day
from vuistregel.consent.channels import named_channel
from vuistregel.consent.models import NO_USE
from vuistregel.consent.people import guardian_named, pupil_named
from vuistregel.decisions import Decision, Outcome
from vuistregel.media.asking import judge_for
from vuistregel.media.queries import Idea, Verdict
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import School
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words, reader_language

OUTCOMES = {Outcome.YES: "allowed", Outcome.NO: "refused", Outcome.CANNOT_SAY: "cannot_say"}
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
        names, unknown = _people(school, options["pupil"], options["guardian"], day)
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
        return answer(verdict, names)

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


def _people(school: School, pupils: list[str], guardians: list[str], day: date) -> tuple[dict[int, str], list[str]]:
    """The people by row id with the key that they were named by, and the keys that nobody has."""
    names: dict[int, str] = {}
    unknown = []
    for key in pupils:
        try:
            names[pupil_named(school, key, day).person_id] = key
        except WrongUse:
            unknown.append(key)
    for key in guardians:
        try:
            names[guardian_named(school, key, day).pk] = key
        except WrongUse:
            unknown.append(key)
    return names, unknown


def answer(verdict: Verdict, keys: dict[int, str]) -> dict[str, Any]:
    """The Decision as programs read it; `person` is the key by which the caller named somebody."""
    language = reader_language()
    decision: Decision = verdict.decision
    return {
        "outcome": OUTCOMES[decision.outcome],
        "reasons": [
            {"norm": r.norm, "text": r.text.in_(language)}
            | ({"person": keys[person.pk]} if (person := verdict.person(r)) else {})
            | ({} if r.binding else {"advice": True})
            for r in decision.reasons
        ]
        + [{"norm": None, "text": m.in_(language)} for m in decision.missing],
        "alternatives": [
            {"kind": w.kind, "text": f"{w.title.in_(language)}. {w.text.in_(language)}"}
            | ({"channel": w.channel} if w.channel else {})
            for w in verdict.ways
        ],
    }
