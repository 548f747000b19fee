"""The console command `vuistregel`: Django's machinery with plain words and three exit codes."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser

COMMANDS = {
    "run": "start the example house: web, worker and tick, with a sign-in per role",
    "serve": "start the web server (production)",
    "worker": "run the background worker",
    "tick": "do what is due: post, sweep, snapshot, anchor (every minute; safe to repeat)",
    "migrate": "make or upgrade the databases",
    "add_school": "make a board and a school where missing",
    "add_staff": "add somebody who works there, with a link to choose a password",
    "import_roster": "read a school's pupils from its administration's export",
    "import_contacts": "read the guardians of those pupils",
    "decider": "who decides about a pupil's data",
    "steps": "where schools stand on the ten steps",
    "channels": "where a school shows photos and information, and how often it asks",
    "consent_mode": "how often a school asks for consent for a place",
    "record_consent": "write down what somebody answered on paper or in a talk",
    "import_consents": "take over consents that the pupil administration kept",
    "may_publish": "may this photo, film or information go on that channel",
    "norms": "the law and the handbook on a day",
    "verify_log": "check the evidence log",
    "backup": "back up both databases and the files, encrypted",
    "restore": "restore a backup, and destroy again what was destroyed since",
    "rotate_keys": "wrap all holders' keys under the newest board key",
    "make_secrets": "print fresh secrets for the environment",
    "sign_in_link": "a one-time sign-in link for somebody who is locked out",
    "check_house": "is every route, command and operation declared; is the set-up safe",
}


def main(argv: list[str] | None = None) -> None:
    """Run one command. Exit 0 done, 1 refused or not in order, 2 wrong use."""
    args = list(sys.argv if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
    # Before the settings are read, by this process and those that it starts.
    for name, value in own_settings(args[1:]).items():
        os.environ.setdefault(name, value)
    if len(args) < 2 or (args[1] in {"-h", "--help", "help"} and len(args) == 2):
        print(_help())
        sys.exit(0 if len(args) > 1 else 2)
    if args[1] in {"--version", "version"}:
        from vuistregel import __version__

        print(f"vuistregel {__version__}")
        return
    # Whatever a command writes (databases, keys, files to try) is its owner's alone.
    os.umask(0o077)
    try:
        import django
        from django.core.management import execute_from_command_line, get_commands

        # What is loaded at the start stays: looking through it for garbage would take a tenth of the time.
        gc.disable()
        django.setup()
        gc.enable()
        gc.freeze()
        if args[1] not in get_commands():
            print(f"There is no command {args[1]}. `vuistregel --help` lists them.", file=sys.stderr)
            sys.exit(2)
        execute_from_command_line(["vuistregel", *args[1:]])
    except Exception as wrong:
        # By name: importing the class imports the settings, which is where it is raised.
        if type(wrong).__name__ != "Misconfigured":
            raise
        problems: list[str] = getattr(wrong, "problems", [])
        print("Vuistregel does not start like this:", *(f"- {p}" for p in problems), sep="\n", file=sys.stderr)
        sys.exit(2)


def own_settings(words: list[str]) -> dict[str, str]:
    """What a command sets by itself where nobody did: `run` shows the example, and links in post carry its port."""
    if words[:1] != ["run"]:
        return {}
    return {"VUISTREGEL_MODE": "example", "VUISTREGEL_URL": f"http://localhost:{_port(words[1:])}"}


def _port(options: list[str]) -> str:
    parser = ArgumentParser("vuistregel run", add_help=False)
    parser.add_argument("--port", default="8000")
    return str(parser.parse_known_args(options)[0].port)


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {meaning}" for name, meaning in COMMANDS.items()]
    return "\n".join(
        [
            "vuistregel COMMAND [options]",
            "",
            *lines,
            "",
            "`vuistregel COMMAND --help` explains one of them; `--json` prints what a program can read.",
            "Exit: 0 done, 1 refused or not in order, 2 wrong use. Settings: docs/configuration.md.",
        ]
    )
