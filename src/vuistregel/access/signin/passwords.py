"""What a password must be: long enough, and not one that everybody uses. No rules about signs; any length goes.

ASVS 2.1: no composition rules, pasting allowed, at least 64 characters possible; length by norm `password.min-length`.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vuistregel import clock, norms

#: Long enough for any sentence, short enough that hashing it costs nothing.
LONGEST: Final = 1024


class LongEnough:
    """The length that the norm asks today."""

    def validate(self, password: str, user: object = None) -> None:
        least = norms.on(clock.today()).number("password.min-length")
        if len(password) < least:
            raise ValidationError(self._words(least), code="password_too_short")

    def get_help_text(self) -> str:
        return self._words(norms.on(clock.today()).number("password.min-length"))

    @staticmethod
    def _words(least: int) -> str:
        return ngettext(
            "Kies een wachtwoord van minstens %(least)d teken. Een zin is het makkelijkst te onthouden.",
            "Kies een wachtwoord van minstens %(least)d tekens. Een zin is het makkelijkst te onthouden.",
            least,
        ) % {"least": least}


class NotCommon(CommonPasswordValidator):
    """Django's list of passwords that are tried first."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord gebruiken veel mensen. Het wordt als eerste geraden. Kies een ander.")

    def get_help_text(self) -> str:
        return _("Kies geen wachtwoord dat veel mensen gebruiken.")
