"""Open sessions: begun at sign-in, ended by the person, by a term, or by whatever changed their rights.

ASVS V3: the session's id changes at sign-in and when rights change; idle and absolute time-outs by norm; a person sees
their sessions and can end them; nothing of a session stands in an address.
Terms measure real time, not the example's clock: who moves the clock by a year is not signed out by it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from vuistregel import clock, norms
from vuistregel.access.models import Account
from vuistregel.access.signin import actions, devices, standing
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.tenancy import over_all_boards

#: Where the Django session holds which open session it is; and why the last one ended, for the sign-in page to say.
SESSION_KEY: Final = "open_session"
RIGHTS_KEY: Final = "rights"
ENDED_KEY: Final = "ended"
#: A row is written at most this often to say that somebody is still there.
_SEEN_EVERY: Final = timedelta(minutes=1)


class Ended(StrEnum):
    """Why a session ended."""

    SELF = "self"
    IDLE = "idle"
    ABSOLUTE = "absolute"
    ELSEWHERE = "elsewhere"
    STAFF = "staff"


@over_all_boards("a sign-in is written in the log of a board that this session does not work for yet")
def begin(request: HttpRequest, account: Account, *, way: str, factor: str = "") -> OpenSession:
    """The account just signed in: write it, and tie this browser's session to the row."""
    actor = standing.actor_for(account)
    moment = timezone.now()
    opened = OpenSession(
        account=account,
        way=way,
        factor=factor,
        staff=standing.is_staff(actor),
        device=devices.device(request.headers.get("user-agent", "")),
        began_at=moment,
        seen_at=moment,
    )
    actions.sign_in(actor, opened=opened)
    request.session[SESSION_KEY] = opened.key.hex
    request.session[RIGHTS_KEY] = standing.rights_of(actor)
    request.session.pop(ENDED_KEY, None)
    _remember(request, opened)
    return opened


def current(request: HttpRequest) -> OpenSession | None:
    """The open session of this request, None for a visitor. One query per request, whoever asks."""
    if not hasattr(request, "_open_session"):
        _remember(request, _find(request))
    found: OpenSession | None = request._open_session  # type: ignore[attr-defined]
    return found


def _find(request: HttpRequest) -> OpenSession | None:
    try:
        key = UUID(request.session.get(SESSION_KEY) or "")
    except ValueError:
        return None
    return OpenSession.objects.filter(key=key, account=request.user.pk).first()


def _remember(request: HttpRequest, opened: OpenSession | None) -> None:
    request._open_session = opened  # type: ignore[attr-defined]


def over(opened: OpenSession, moment: datetime) -> Ended | None:
    """Is it over, and why: by norms `signin.session.idle.…` and `signin.session.absolute.…`."""
    day = norms.on(clock.today())
    who = "staff" if opened.staff else "guardian"
    if moment - opened.began_at >= day.timedelta(f"signin.session.absolute.{who}"):
        return Ended.ABSOLUTE
    if moment - opened.seen_at >= day.timedelta(f"signin.session.idle.{who}"):
        return Ended.IDLE
    return None


def seen(opened: OpenSession, moment: datetime) -> None:
    """Somebody is there."""
    if moment - opened.seen_at >= _SEEN_EVERY:
        OpenSession.objects.filter(pk=opened.pk).update(seen_at=moment)


@over_all_boards("an ended session is written in the log of its board, also when its rights are gone")
def end(request: HttpRequest, why: Ended) -> None:
    """End this session here and now; the sign-in page can say why."""
    opened = current(request)
    if opened is not None:
        actions.sign_out(standing.actor_for(opened.account), sessions=[opened.pk], why=why.value)
    logout(request)
    request.session[ENDED_KEY] = why.value
    _remember(request, None)


def end_others(request: HttpRequest) -> int:
    """Sign out everywhere else. Returns how many sessions ended."""
    opened = current(request)
    if opened is None:
        return 0
    others = list(
        OpenSession.objects.filter(account=opened.account_id).exclude(pk=opened.pk).values_list("pk", flat=True)
    )
    if others:
        actions.sign_out(standing.actor_for(opened.account), sessions=others, why=Ended.ELSEWHERE.value)
    return len(others)


def end_all(account: Account) -> None:
    """Forget every session of an account, inside an action that says why in its own event (closing the account)."""
    OpenSession.objects.filter(account=account).delete()


def strengthen(request: HttpRequest, factor: str) -> None:
    """The second step was taken, or taken away, in this session: from here it is another session id."""
    opened = current(request)
    if opened is None:
        return
    OpenSession.objects.filter(pk=opened.pk).update(factor=factor)
    opened.factor = factor
    request.session.cycle_key()


def renew_when_rights_changed(request: HttpRequest, rights: str) -> None:
    """A session id that somebody learned before the rights grew is worth nothing afterwards (ASVS 3.2)."""
    if request.session.get(RIGHTS_KEY) != rights:
        request.session[RIGHTS_KEY] = rights
        request.session.cycle_key()
