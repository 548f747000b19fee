"""`vuistregel sign_in_link --login X`: the operator's way to help somebody who is locked out."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from vuistregel.access.commands import HouseCommand, WrongUse
from vuistregel.access.models import Account
from vuistregel.access.signin import actions, links
from vuistregel.words import Words


class Command(HouseCommand):
    help = (
        "Print a one-time link for an account. Staff choose a new password with it; others come in. "
        "Hand it over only to whom you know: it opens the account."
    )
    category = "accounts"
    verb = "manage"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--login", required=True, help="the login of the account")
        parser.add_argument(
            "--without-second-step",
            action="store_true",
            help="also take away the second steps: for whoever lost phone and recovery codes; they set one up anew",
        )

    def run_command(self, **options: Any) -> dict[str, Any]:
        login = str(options["login"]).strip().lower()
        account = Account.objects.filter(login=login).first()
        if account is None or not account.is_active:
            raise WrongUse(
                Words("Er is geen open account met inlognaam {login}.", "There is no open account {login}.").with_(
                    login=login
                )
            )
        removed = actions.reset_second_factors(self.actor, account=account) if options["without_second_step"] else 0
        url = links.make_link(self.actor, account=account)
        if not self.as_json:
            self.stdout.write(url)
        return {"login": login, "url": url, "second_steps_removed": removed}
