"""`vuistregel consent_mode --school BRIN --channel SLUG --mode MODE`: how often a school asks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel.access.commands import HouseCommand
from vuistregel.consent.actions import choose_mode
from vuistregel.consent.channels import named_channel
from vuistregel.consent.rules import Mode
from vuistregel.consent.wording import MODES
from vuistregel.organisation.schools import named_school
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Choose how often a school asks for consent for a place: each time, each school year, or once."
    category = "channels"
    verb = "write"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="BRIN", help="the school's BRIN, such as 99ZZ")
        parser.add_argument("--location", metavar="NN", help="the location code, where a BRIN has several schools")
        parser.add_argument("--channel", required=True, metavar="SLUG", help="as `vuistregel channels` lists them")
        parser.add_argument("--mode", required=True, choices=[m.value for m in Mode], help="how often the school asks")

    def run_command(self, **options: Any) -> Any:
        school = named_school(options["school"], options["location"])
        channel = named_channel(self.actor, school, options["channel"]).leader
        mode = Mode(options["mode"])
        choose_mode(self.actor, channel=channel, mode=mode)
        self.say(Words("{name}: {mode}.", "{name}: {mode}.").with_(name=channel.words, mode=MODES[mode].title))
        return {"channel": channel.slug, "mode": channel.mode, "chosen_on": channel.chosen_on}
