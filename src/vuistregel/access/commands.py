"""The base of every command: declared like a page, run by an actor, with three exit codes.

0 done, 1 refused or not in order, 2 wrong use. A command without category and verb does not import.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from vuistregel.access.actor import OPERATOR, Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.upgraded import MIGRATE_FIRST, migrate_first, not_of_this_release
from vuistregel.actions import NotHere, Refused
from vuistregel.decisions import Decision, Reason, cannot_say, no
from vuistregel.evidence import logkey
from vuistregel.keys import working
from vuistregel.keys.backup import finishing
from vuistregel.keys.errors import KeysError
from vuistregel.norms import NormLookupError
from vuistregel.words import Words, reader_language

REFUSED = 1
WRONG_USE = 2


class WrongUse(CommandError):
    """The command was called with something that cannot be: exit 2, with the sentence that helps."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(str(words), returncode=WRONG_USE)


class HouseCommand(BaseCommand):
    """A command of the house. Whoever may run it on this machine is the operator; the log says so.

    Subclasses say `category` and `verb`, and implement `run_command(**options)`, returning what `--json` prints (or
    None). They end with `self.not_in_order()` for exit 1.
    """

    category: ClassVar[str]
    verb: ClassVar[str]
    actor: Actor = OPERATOR
    requires_system_checks = ()
    in_order = True
    #: Whether it works in a house that stands (databases of this release, its own log key), and does not make one.
    in_house: ClassVar[bool] = True
    #: Whether a program reads: then nothing but the result goes to standard output.
    as_json = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not getattr(cls, "category", None) or not getattr(cls, "verb", None):
            raise TypeError(f"The command {cls.__module__} declares no category and verb; see access/matrix.yaml.")
        engine().roles_that_may(cls.verb, cls.category)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what a program can read")

    def execute(self, *args: Any, **options: Any) -> Any:
        """As Django's, but whoever types it reads the sentence alone, and no name of a class before it."""
        try:
            return super().execute(*args, **options)
        except WrongUse as wrong:
            if not getattr(self, "_called_from_command_line", False):
                raise
            self.say(wrong.words)
            sys.exit(wrong.returncode)

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = self.as_json = bool(options.pop("as_json", False))
        try:
            decision = engine().decide(self.actor, self.verb, self.category, Subject())
            if not decision:
                raise Refused(decision)
            if self.in_house and getattr(self, "_called_from_command_line", False):
                enter_house()
            result = self.run_command(**options)
        except (Refused, KeysError, NormLookupError) as refused:
            self._say_refusal(_decision_in(refused), as_json)
            sys.exit(REFUSED)
        except DatabaseError:
            if not migrate_first():
                raise
            self._say_refusal(no(Reason(MIGRATE_FIRST)), as_json)
            sys.exit(REFUSED)
        except NotHere as gone:
            raise WrongUse(Words("Dit bestaat hier niet.", "There is no such thing here.")) from gone
        if as_json and result is not None:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2, default=str))
        if not self.in_order:
            sys.exit(REFUSED)

    def run_command(self, **options: Any) -> Any:
        """Do it. The result is printed with --json; without it the command prints sentences itself through `say`."""
        raise AssertionError(f"{type(self).__module__} does not implement run_command")

    def say(self, words: Words | str) -> None:
        """A sentence for a person, on standard error, so that --json stays clean."""
        self.stderr.write(str(words), ending="\n")

    def not_in_order(self) -> None:
        """End with exit 1: done, but what was looked at is not in order."""
        self.in_order = False

    def _say_refusal(self, decision: Decision, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(decision.as_data(reader_language()), ensure_ascii=False, indent=2))
        for reason in decision.reasons:
            self.say(f"{reason.text} [{reason.norm}]" if reason.norm else reason.text)
        for missing in decision.missing:
            self.say(missing)


def _decision_in(refused: Refused | KeysError | NormLookupError) -> Decision:
    """What to say of what cannot be done, now or on that day, and is no mistake of the caller's."""
    if isinstance(refused, Refused):
        return refused.decision
    return no(refused.reason) if isinstance(refused, KeysError) else cannot_say(refused.words)


def enter_house() -> None:
    """Refuse a process that would do harm in this house: of another release, or with another log key."""
    words = not_of_this_release()
    if words is not None:
        raise Refused(no(Reason(words)))
    try:
        logkey.require()
    except logkey.WrongLogKey as wrong:
        raise Refused(no(wrong.reason)) from wrong
    if finishing.is_due():
        # A restore was killed before sessions, post and log knew of it. One that is going on is waited for.
        with working.at_work():
            finishing.finish_if_due()


def a_day(text: str) -> date:
    """An ISO date from the command line; anything else is wrong use (exit 2), and says how a day is written."""
    try:
        day = date.fromisoformat(text)
        if not 1900 <= day.year <= 2200:  # a slip of the pen; no calendar is reckoned over its own edge
            raise ValueError(text)
        return day
    except ValueError as wrong:
        words = Words("{text} is geen dag. Schrijf hem als 2026-09-01.", "{text} is no day. Write it as 2026-09-01.")
        raise ArgumentTypeError(str(words.with_(text=repr(text)))) from wrong
