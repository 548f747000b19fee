"""`vuistregel run`: the example house on this machine, whole, until Ctrl-C."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command

from vuistregel.access.commands import HouseCommand, WrongUse, enter_house
from vuistregel.access.ports import require_free
from vuistregel.actions import Refused
from vuistregel.decisions import Reason, no
from vuistregel.keys import locks
from vuistregel.outbox.tending import tend
from vuistregel.words import Words


class Command(HouseCommand):
    help = (
        "Start the example: migrate, load the invented board once, then web, worker and tick. A second run keeps all."
    )
    category = "operations"
    verb = "run"
    in_house = False  # it migrates first

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
        running = settings.VAR / "running"
        running.touch(mode=0o600)
        with locks.unless_in_use(running) as free:
            if not free:
                raise Refused(no(Reason(_RUNS.with_(var=settings.VAR))))
            require_free(host, port)
            call_command("migrate", verbosity=0)
            enter_house()
            call_command("example")
            self._tend(host, port)

    def _tend(self, host: str, port: int) -> None:
        vuistregel = [sys.executable, "-m", "vuistregel"]
        stayed = tend(
            {
                "serve": [*vuistregel, "serve", "--host", host, "--port", str(port)],
                "worker": [*vuistregel, "worker"],
                "tick": [*vuistregel, "tick", "--every", "60"],
            },
            told=self._ended,
            quiet={"tick"},
            answers=lambda: _answers(host, port),
            up=lambda: self._welcome(port),
        )
        if not stayed:
            self.not_in_order()

    def _ended(self, name: str, code: int, again: bool) -> None:
        self.say((_AGAIN if again else _STOPS).with_(name=name, code=code))

    def _welcome(self, port: int) -> None:
        address = f"http://localhost:{port}"
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


def _answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/inloggen/", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


_RUNS = Words(
    "Dit huis draait al, met de gegevens in {var}. Stop het eerst, of gebruik een andere map met VUISTREGEL_VAR.",
    "This house runs already, on the data in {var}. Stop it first, or take another folder with VUISTREGEL_VAR.",
)
_AGAIN = Words(
    "`{name}` hield op (code {code}). Het wordt opnieuw gestart.",
    "`{name}` ended (code {code}). It is started again.",
)
_STOPS = Words(
    "`{name}` hield op (code {code}). Het huis draait niet: alles stopt.",
    "`{name}` ended (code {code}). The house does not run: all of it stops.",
)
