"""`vuistregel run`: the example house on this machine, whole, until Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.outbox.tending import tend
from vuistregel.words import Words


class Command(HouseCommand):
    help = (
        "Start the example: migrate, load the invented board once, then web, worker and tick. A second run keeps all."
    )
    category = "operations"
    verb = "run"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def run_command(self, *, host: str = "127.0.0.1", port: int = 8000, **options: Any) -> Any:
        if not settings.EXAMPLE:
            raise WrongUse(
                Words(
                    "`run` start alleen het voorbeeld. Gebruik hier `serve`, `worker` en `tick`.",
                    "`run` starts the example only. Here use `serve`, `worker` and `tick`.",
                )
            )
        call_command("migrate", verbosity=0)
        call_command("example")
        vuistregel = [sys.executable, "-m", "vuistregel"]
        tend(
            {
                "serve": [*vuistregel, "serve", "--host", host, "--port", str(port)],
                "worker": [*vuistregel, "worker"],
                "tick": [*vuistregel, "tick", "--every", "60"],
            },
            told=self._ended,
            quiet={"tick"},
            started=lambda children: self._welcome(host, port, children["serve"]),
        )

    def _ended(self, name: str, code: int) -> None:
        self.say(
            Words(
                "`{name}` hield op (code {code}). Het wordt opnieuw gestart.",
                "`{name}` ended (code {code}). It is started again.",
            ).with_(name=name, code=code)
        )

    def _welcome(self, host: str, port: int, web: subprocess.Popen[bytes]) -> None:
        """Print the address once it answers."""
        address = f"http://localhost:{port}"
        for _ in range(120):
            if web.poll() is not None:
                return
            try:
                with urllib.request.urlopen(f"http://{host}:{port}/inloggen/", timeout=2):
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.25)
        from vuistregel.access.signin.example import examples

        lines = [f"  {e.label.in_('nl').ljust(44)} {address}/inloggen/" for e in examples()]
        print(
            "",
            f"Vuistregel draait: {address}",
            "Kies op de inlogpagina als wie u binnenkomt:",
            *lines,
            "",
            f"Bestanden om in te lezen (als Wendy, bij De Wilgentak): {settings.VAR / 'om-te-proberen'}",
            "Stoppen: Ctrl-C. De gegevens blijven; opnieuw beginnen: make clean-example.",
            "",
            sep="\n",
            flush=True,
        )
