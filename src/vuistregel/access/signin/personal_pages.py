"""The pages of a personal link: its one button, the code from a letter, and a new link when the old one is over."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vuistregel.access.gate import page
from vuistregel.access.signin import doors, forms, personal
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.limits import LockedOut
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.networks import network_of
from vuistregel.actions import NotHere, Refused
from vuistregel.ui.remembered import remember

#: What stands in the address instead of a token when somebody typed a letter's code.
BY_CODE: Final = "code"


@page(category="session", POST="write")
def use_personal(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up: a mail scanner opens every link. The one button does."""
    link = personal.by_token(token)
    if link is None:
        return render(request, "access/link_over.html", status=410)
    if _is_in(request, link):
        return redirect(link.there)
    if not personal.works(link):
        return _over(request, token)
    if request.method != "POST":
        return render(request, "access/use_personal.html")
    return _enter(request, link) or _over(request, token)


@page(category="session", POST="write")
def letter_code(request: HttpRequest) -> HttpResponse:
    """The code from a letter. It opens what the letter's own link opens."""
    form = forms.LetterCode(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "access/letter_code.html", {"form": form})
    code = form.cleaned_data["code"]
    try:
        link = doors.by_letter(code, network_of(request))
    except LockedOut as locked:
        form.add_error("code", str(locked.words))
        return render(request, "access/letter_code.html", {"form": form})
    if link is None:
        form.add_error("code", _("Deze code kennen wij niet. Kijk de letters en cijfers in uw brief na."))
        return render(request, "access/letter_code.html", {"form": form})
    if _is_in(request, link):
        return redirect(link.there)
    return (_enter(request, link) if personal.works(link) else None) or _over(request, BY_CODE, code)


@page(category="session", verb="write")
def new_personal(request: HttpRequest, token: str) -> HttpResponse:
    """A new link, to the address that the school knows; `token` is `code` when a letter's code was typed."""
    if request.method != "POST":
        return redirect("letter_code") if token == BY_CODE else redirect("use_personal", token=token)
    try:
        link = personal.by_token(token)
        if link is None and token == BY_CODE:
            link = doors.by_letter(request.POST.get("code", ""), network_of(request))
        if link is None:
            raise Http404
        doors.send_again(link, network_of(request))
    except LockedOut as locked:
        return render(request, "access/personal_wait.html", {"words": locked.words}, status=429)
    return render(request, "access/personal_sent.html")


def _is_in(request: HttpRequest, link: OneTimeLink) -> bool:
    """Whether this browser is signed in already as whom the link is for."""
    if not request.user.is_authenticated or link.person is None:
        return False
    return link.person in address_book.places(request.user).values()


def _enter(request: HttpRequest, link: OneTimeLink) -> HttpResponse | None:
    """In, and on to the page; None when somebody was first, or the person may not sign in any more."""
    try:
        account = doors.use(link)
    except NotHere:
        return None
    except Refused:
        # They work here too: staff come in by another door, and go on to the same page.
        return redirect(f"{reverse('account_login')}?next={link.there}")
    doors.enter(request, account, way="link")
    response = redirect(link.there)
    # Their page speaks as their mails do, unless somebody chose a language on this device.
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember(response, settings.LANGUAGE_COOKIE_NAME, account.language)
    return response


def _over(request: HttpRequest, token: str, code: str = "") -> HttpResponse:
    return render(request, "access/personal_over.html", {"token": token, "code": code}, status=410)
