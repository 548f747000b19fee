"""One's own account: how one signs in, on which devices, in which language."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.access.signin import actions, forms, sessions, standing
from vuistregel.access.signin.models import OpenSession
from vuistregel.ui.remembered import remember


@page(category="account")
def account(request: HttpRequest) -> HttpResponse:
    """Everything that the house keeps to sign this person in."""
    person: Any = request.user
    factors = list(Authenticator.objects.filter(user=person).order_by("pk"))
    return render(
        request,
        "access/account.html",
        {
            "account": person,
            "staff": standing.is_staff(request.actor),  # type: ignore[attr-defined]
            "has_password": person.has_usable_password(),
            "app": next((f for f in factors if f.type == "totp"), None),
            "passkeys": [f for f in factors if f.type == "webauthn"],
            "has_codes": any(f.type == "recovery_codes" for f in factors),
            "sessions": OpenSession.objects.filter(account=person).order_by("-seen_at"),
            "here": sessions.current(request),
            "language_form": forms.ChooseLanguage(initial={"language": person.language}),
            "in_picture": in_picture(request.actor),  # type: ignore[attr-defined]
        },
    )


def in_picture(actor: Actor) -> bool:
    """May this person say about themselves whether a photo goes online? Whoever works at a school, or has a child."""
    own = [Subject(board=hat.board, school=hat.school, person=hat.person) for hat in actor.hats if hat.person]
    return any(place.school and engine().decide(actor, "write", "consent", place) for place in own)


@page(category="account")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The page on which staff without a second step land; from here they choose one."""
    return render(request, "access/second_factor.html")


@page(category="account", POST="write")
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password. All sessions end, this one too: whoever looked over a shoulder is out."""
    person: Any = request.user
    if not person.has_usable_password():
        return redirect("account")
    form = forms.ChangePassword(request.POST or None, account=person)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            request.actor,  # type: ignore[attr-defined]
            account=person,
            password=form.cleaned_data["password"],
        )
        logout(request)
        messages.success(request, _("Uw wachtwoord is veranderd. Log in met het nieuwe wachtwoord."))
        return redirect("sign_in")
    return render(request, "access/change_password.html", {"form": form})


@page(category="account", POST="write")
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    ended = sessions.end_others(request)
    if ended:
        words = ngettext(
            "Op %(n)d ander apparaat bent u nu uitgelogd.", "Op %(n)d andere plekken bent u nu uitgelogd.", ended
        )
        messages.success(request, words % {"n": ended})
    else:
        messages.info(request, _("U was nergens anders ingelogd."))
    return redirect("account")


@page(category="account", POST="write")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Dutch or English, on pages and in mails."""
    form = forms.ChooseLanguage(request.POST)
    response = redirect("account")
    if form.is_valid():
        language = form.cleaned_data["language"]
        person: Any = request.user
        actions.choose_language(request.actor, account=person, language=language)  # type: ignore[attr-defined]
        remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response
