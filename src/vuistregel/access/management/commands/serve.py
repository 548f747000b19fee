"""`vuistregel serve`: the web server. It starts only when every way in is declared."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command

from vuistregel import keys
from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.access.ports import require_free
from vuistregel.words import Words


class Command(HouseCommand):
    help = "Serve the house. Refuses to start while a route, command or operation is not declared."
    category = "operations"
    verb = "run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="web processes; with SQLite one is enough")
        parser.add_argument("--certificate", help="TLS certificate, with VUISTREGEL_TLS=direct")
        parser.add_argument("--key", help="its private key")

    def run_command(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        workers: int = 1,
        certificate: str | None = None,
        key: str | None = None,
        **options: Any,
    ) -> Any:
        problems = [m for m in run_checks(databases=["default", "keys"]) if m.level >= ERROR]
        if problems:
            for message in problems:
                self.say(f"{message.id}: {message.msg} {message.hint or ''}")
            self.not_in_order()
            return
        if settings.ENVIRONMENT.tls == "direct" and not (certificate and key):
            raise WrongUse(
                Words(
                    "VUISTREGEL_TLS=direct vraagt --certificate en --key.",
                    "VUISTREGEL_TLS=direct needs --certificate and --key.",
                )
            )
        require_free(host, port)
        # Files of this release, under names of their contents; those of the one before stay for pages still open.
        call_command("collectstatic", interactive=False, verbosity=0)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        command += [
            "--workers",
            str(workers),
            "--blocking-threads",
            str(max(2, os.cpu_count() or 2)),
            "--no-ws",
            "--respawn-failed-workers",
        ]
        if certificate and key:
            command += ["--ssl-certificate", certificate, "--ssl-keyfile", key]
        self.stdout.flush()
        keys.at_work_for_good()
        os.environ["HOUSE_SERVER"] = str(os.getpid())  # the web processes end with it: see wsgi.py
        os.execv(sys.executable, [*command, "vuistregel.wsgi:application"])
