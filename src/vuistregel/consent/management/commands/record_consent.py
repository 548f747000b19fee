"""`vuistregel record_consent`: write down what somebody answered on paper or in a talk.

The page of the office calls the same action.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from vuistregel import clock
from vuistregel.access.commands import HouseCommand, WrongUse, a_day
from vuistregel.consent.actions import Reply, answer
from vuistregel.consent.channels import named_channel, question_of
from vuistregel.consent.known_uses import known_use
from vuistregel.consent.models import NO_USE
from vuistregel.consent.people import guardian_named, pupil_named
from vuistregel.consent.queries import newest_of
from vuistregel.consent.rules import Answer, How, Matter, Mode
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words

_NEEDS_USE = Words(
    "Voor deze plek vraagt de school het elke keer. Noem ook de publicatie, met --publication.",
    "For this place the school asks each time. Name the publication too, with --publication.",
)
_NOT_OURS = Words(
    "Deze publicatie staat niet in dit huis. Het antwoord telt alleen voor dit nummer.",
    "This publication is not kept in this house. The answer counts for this number alone.",
)


class Command(HouseCommand):
    help = "Write down what a parent, or a pupil, answered about one place: on paper, or in a talk."
    category = "consent"
    verb = "write"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        about = parser.add_mutually_exclusive_group(required=True)
        about.add_argument("--pupil", metavar="KEY", help="the pupil's key in the administration")
        about.add_argument("--guardian", metavar="KEY", help="a parent who answers about themselves")
        parser.add_argument("--channel", required=True, metavar="SLUG", help="as `vuistregel channels` lists them")
        parser.add_argument(
            "--matter",
            choices=[m.value for m in Matter],
            help="what is asked; the first that the channel asks if left out",
        )
        parser.add_argument("--answer", required=True, choices=[a.value for a in Answer])
        parser.add_argument("--by", required=True, metavar="KEY|self", help="the key of who answers, or self")
        parser.add_argument("--how", required=True, choices=[How.PAPER.value, How.TALK.value, How.ENROLMENT_FORM.value])
        parser.add_argument("--publication", type=UUID, metavar="ID", help="the publication that was asked about")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day of the answer; today when left out")

    def run_command(self, **options: Any) -> Any:
        day = options["on"] or clock.today()
        school = named_school(options["school"], options["location"])
        channel = named_channel(self.actor, school, options["channel"])
        question = question_of(channel, Matter(options["matter"]) if options["matter"] else None)
        use = options["publication"] or NO_USE
        if use == NO_USE and question.channel.mode == Mode.EACH_TIME and question.matter != Matter.CONTACT:
            raise WrongUse(_NEEDS_USE)
        pupil = pupil_named(school, options["pupil"], day) if options["pupil"] else None
        person = pupil.person if pupil else guardian_named(school, options["guardian"], day)
        by = person if options["by"] == "self" else guardian_named(school, options["by"], day, pupil)
        reply = Reply(question, Answer(options["answer"]), use=use, saw=newest_of(person, question, use, by))
        rows = answer(
            self.actor,
            person=person,
            school=school,
            pupil=pupil,
            by=by,
            replies=[reply],
            how=How(options["how"]),
            on=options["on"],
        )
        self.say(Words("Bewaard.", "Kept."))
        of_use = {} if use == NO_USE else {"publication": str(use), "publication_known": known_use(use) is not None}
        if of_use and not of_use["publication_known"]:
            self.say(_NOT_OURS)
        return {
            "consent": str(rows[0].key),
            "channel": channel.slug,
            "matter": question.matter,
            "answer": rows[0].answer,
            "capacity": rows[0].capacity,
            "on": rows[0].on,
            **of_use,
        }
