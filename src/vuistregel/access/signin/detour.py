"""Between signing in and the first page: staff without a second step set one up, and can open nothing else.

The gate asks this once it knows who acts, before the view.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from vuistregel.access.actor import Actor
from vuistregel.access.signin import sessions, standing
from vuistregel.access.signin.example import EXAMPLE

#: What staff can open before they have a second step: setting one up, proving who they are, going away.
OPEN_WITHOUT: Final = frozenset(
    {
        "second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "sign_out", "sign_in",
        "language", "account_login",
    }
)  # fmt: skip
#: Ways in that are good enough for a parent or supplier, and not for staff.
_WITHOUT_PASSWORD: Final = frozenset({"link"})


def detour(request: HttpRequest, actor: Actor) -> HttpResponseBase | None:
    """Where this person must go first, or None. Also renews the session's id when the person's rights changed."""
    opened = sessions.current(request)
    if opened is None:
        return None
    if opened.way == EXAMPLE and not settings.EXAMPLE:
        return _out(request, sessions.Ended.STAFF)
    sessions.renew_when_rights_changed(request, standing.rights_of(actor))
    if not standing.is_staff(actor):
        return None
    if opened.way in _WITHOUT_PASSWORD:
        # They came in as a parent and work here since: staff come in by another door.
        return _out(request, sessions.Ended.STAFF)
    if opened.factor:
        return None
    match = request.resolver_match
    return None if match and match.url_name in OPEN_WITHOUT else redirect("second_factor")


def _out(request: HttpRequest, why: sessions.Ended) -> HttpResponseBase:
    sessions.end(request, why)
    return redirect("sign_in")
