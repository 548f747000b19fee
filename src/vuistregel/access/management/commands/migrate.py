"""`vuistregel migrate`: make or upgrade both databases: Django's own command, for house and key store at once."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO, cast

from django.conf import settings
from django.core.management import CommandParser, call_command
from django.core.management.commands.migrate import Command as DjangoMigrate

from vuistregel.access.commands import HouseCommand
from vuistregel.keys import locks
from vuistregel.keys.router import ALIAS


class Command(HouseCommand):
    help = "Make or upgrade the databases: the house and the store of holders' keys."
    category = "operations"
    verb = "run"
    in_house = False
    autodetector = DjangoMigrate.autodetector  # Django compares it with makemigrations' at start

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        DjangoMigrate().add_arguments(cast(CommandParser, parser))
        parser.set_defaults(database=None)

    def run_command(self, *, database: str | None = None, **options: Any) -> None:
        place = [options.pop(name, None) for name in ("app_label", "migration_name")]
        where = [p for p in place if p]
        # Who comes second finds it done.
        with locks.alone(Path(settings.ENVIRONMENT.var) / "migrate.lock"):
            for each in [database] if database else ["default", "keys"]:
                if each == "default" and not where:
                    # First, so that the rights of the plain web role (second_lock) cover it too.
                    call_command("createcachetable", database=each, verbosity=0)
                self._migrate(where, each, options)

    def _migrate(self, where: list[str], database: str, options: dict[str, Any]) -> None:
        if database == ALIAS and not where:
            # Nothing else has tables there, and working out the whole house again would take as long as making it.
            where, options = [ALIAS], {**options, "run_syncdb": False}
        django = DjangoMigrate(stdout=cast(TextIO, self.stdout), stderr=cast(TextIO, self.stderr))
        call_command(django, *where, **{**options, "database": database, "skip_checks": True})
