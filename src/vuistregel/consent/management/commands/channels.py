"""`vuistregel channels --school BRIN`: where a school shows photos and information, and how often it asks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel import clock
from vuistregel.access.commands import HouseCommand
from vuistregel.consent.channels import schools_channels
from vuistregel.consent.rules import Matter, Mode
from vuistregel.consent.wording import MODES
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words, reader_language


class Command(HouseCommand):
    help = "The places where a school shows photos, videos and information, with how often it asks for consent."
    category = "channels"
    verb = "read"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")

    def run_command(self, **options: Any) -> Any:
        school = named_school(options["school"], options["location"])
        language = reader_language()
        found = []
        for channel in schools_channels(self.actor, school, clock.today()):
            matters = {q.matter: q for q in channel.leader.questions.all() if q.asked}
            mode = Mode.EACH_YEAR if Matter.CONTACT.value in matters else Mode(channel.leader.mode)
            self.say(
                Words("{slug}: {name}, {mode}", "{slug}: {name}, {mode}").with_(
                    slug=channel.slug, name=channel.words, mode=MODES[mode].title
                )
            )
            found.append(
                {
                    "slug": channel.slug,
                    "name": channel.words.in_(language),
                    "audience": channel.audience,
                    "provider": channel.provider,
                    "mode": mode.value,
                    "chosen_on": channel.leader.chosen_on,
                    "same_as": channel.same_as.slug if channel.same_as else None,
                    "asks": sorted(matters),
                }
            )
        return found
