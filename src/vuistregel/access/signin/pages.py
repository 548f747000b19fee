"""The way in for everybody: which door, a link by mail, its one button, its code, the way out."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vuistregel.access.gate import page
from vuistregel.access.models import Account
from vuistregel.access.signin import doors, example, forms, links, sessions
from vuistregel.access.signin.limits import LockedOut, attempt
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.networks import network_of
from vuistregel.actions import NotHere
from vuistregel.words import Words

#: In the session of whoever asked for a link: which request its code answers, and where they were going.
ASKED_KEY = "link_asked"
NEXT_KEY = "link_next"

ENDED: dict[str, Words] = {
    "idle": Words(
        "U deed een tijd niets. Daarom bent u uitgelogd. Log opnieuw in.",
        "You did nothing for a while, so you were signed out. Sign in again.",
    ),
    "absolute": Words(
        "U was lang ingelogd. Log opnieuw in, dan weten wij dat u het nog bent.",
        "You were signed in for a long time. Sign in again, so that we know it is still you.",
    ),
    "elsewhere": Words(
        "Deze sessie is beëindigd. Dat gebeurt na een nieuw wachtwoord, of als u op een ander apparaat uitlogde.",
        "This session was ended. That happens after a new password, or when you signed out on another device.",
    ),
    "staff": Words(
        "U werkt bij een school. Log in als medewerker, met uw wachtwoord en een tweede stap.",
        "You work at a school. Sign in as staff, with your password and a second step.",
    ),
    "self": Words("U bent uitgelogd.", "You are signed out."),
}


def next_of(request: HttpRequest, wanted: str | None = None) -> str:
    """Where somebody was going, when that is a page of this house; else an empty string."""
    there = wanted if wanted is not None else request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if ours else ""


@page(category="session")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Which door? Staff with a password, others with a link."""
    if request.user.is_authenticated:
        return redirect(next_of(request) or settings.LOGIN_REDIRECT_URL)
    ended = request.session.pop(sessions.ENDED_KEY, "") if sessions.ENDED_KEY in request.session else ""
    return render(
        request,
        "access/sign_in.html",
        {
            "next": next_of(request),
            "ended": ENDED.get(ended),
            "examples": example.examples() if settings.EXAMPLE else [],
        },
    )


@page(category="session", POST="write")
def ask_link(request: HttpRequest) -> HttpResponse:
    """An e-mail address in; always the same answer out."""
    form = forms.AskLink(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            attempt("link", name=address, network=network_of(request))
        except LockedOut as locked:
            form.add_error("address", str(locked.words))
        else:
            asked = uuid4()
            doors.send_links(address, asked)
            request.session[ASKED_KEY] = asked.hex
            request.session[NEXT_KEY] = next_of(request)
            return redirect("link_sent")
    return render(request, "access/ask_link.html", {"form": form, "next": next_of(request)})


@page(category="session", POST="write")
def link_sent(request: HttpRequest) -> HttpResponse:
    """Look in your mail; or fill in the code here."""
    try:
        asked = UUID(request.session.get(ASKED_KEY, ""))
    except ValueError:
        return redirect("ask_link")
    form = forms.EnterCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = doors.by_code(form.cleaned_data["code"], asked, network_of(request))
        except LockedOut as locked:
            form.add_error("code", str(locked.words))
        else:
            if account is not None:
                return _come_in(request, account)
            form.add_error("code", _("Deze code klopt niet, of hij werkt niet meer. Kijk naar de nieuwste mail."))
    return render(request, "access/link_sent.html", {"form": form})


@page(category="session", POST="write")
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up: a mail scanner opens every link. The one button does."""
    link = links.alive(token, OneTimeLink.Purpose.SIGN_IN)
    if link is None:
        return render(request, "access/link_over.html", status=410)
    if request.method != "POST":
        return render(request, "access/use_link.html")
    try:
        account = doors.use(link)
    except NotHere:
        return render(request, "access/link_over.html", status=410)
    return _come_in(request, account)


def _come_in(request: HttpRequest, account: Account) -> HttpResponse:
    there = next_of(request, request.session.get(NEXT_KEY, ""))
    doors.enter(request, account, way="link")
    return redirect(there or settings.LOGIN_REDIRECT_URL)


@page(category="session", POST="write")
def sign_out(request: HttpRequest) -> HttpResponse:
    """One button; a link alone signs nobody out."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    if request.method != "POST":
        return render(request, "access/sign_out.html")
    sessions.end(request, sessions.Ended.SELF)
    return redirect("sign_in")


@page(category="session")
def federation_sign_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The federation asks to sign somebody out: the person presses the button, a link alone signs nobody out."""
    return redirect("sign_out")


@page(category="session", POST="write")
def forgot_password(request: HttpRequest) -> HttpResponse:
    """A login or address in; always the same answer out."""
    form = forms.ForgotPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attempt("forgot", name=form.cleaned_data["login"], network=network_of(request))
        except LockedOut as locked:
            form.add_error("login", str(locked.words))
        else:
            doors.send_password_links(form.cleaned_data["login"])
            return render(request, "access/password_sent.html")
    return render(request, "access/forgot_password.html", {"form": form})


@page(category="session", POST="write")
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """A password by link. Afterwards one signs in with it, and with the second step."""
    link = links.alive(token, OneTimeLink.Purpose.PASSWORD, OneTimeLink.Purpose.INVITATION)
    if link is None or link.account is None or not link.account.is_active:
        return render(request, "access/link_over.html", status=410)
    form = forms.ChoosePassword(request.POST or None, account=link.account)
    if request.method == "POST" and form.is_valid():
        doors.choose_password(link, form.cleaned_data["password"])
        return render(request, "access/password_chosen.html")
    return render(request, "access/choose_password.html", {"form": form, "login": link.account.login})


@page(category="session")
def organisation_unknown(request: HttpRequest) -> HttpResponse:
    """The organisation knows this person, and the house does not (or not as staff)."""
    return render(request, "access/organisation_unknown.html", status=403)


@page(category="session", POST="write")
@require_POST
def example_sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Come in as somebody of the example. This page exists in the example set-up only."""
    account = example.account_of(slug) if settings.EXAMPLE else None
    if account is None:
        raise Http404
    there = next_of(request)
    doors.enter(request, account, way=example.EXAMPLE, factor=example.EXAMPLE)
    return redirect(there or settings.LOGIN_REDIRECT_URL)
