"""The rules of sessions on every request: terms, ended sessions, and nothing signed-in kept by a cache."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from vuistregel.access import tenancy
from vuistregel.access.signin import sessions


class SessionRules:
    """Ends what is over before the gate looks, and marks what a signed-in person sees as not to be kept.

    Without a session cookie it does nothing and asks no database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        response = self.get_response(request)
        if request.session.accessed or request.session.modified:
            # Whatever a session had a part in is this person's alone.
            response["Cache-Control"] = "no-store, private"
        return response

    def _check(self, request: HttpRequest) -> None:
        with tenancy.session_of(request.user.pk):
            opened = sessions.current(request)
            if opened is None:
                # Ended from elsewhere, or by a changed password or closed account.
                logout(request)
                request.session[sessions.ENDED_KEY] = sessions.Ended.ELSEWHERE.value
                return
            moment = timezone.now()
            why = sessions.over(opened, moment)
            if why is not None:
                sessions.end(request, why)
            else:
                sessions.seen(opened, moment)
