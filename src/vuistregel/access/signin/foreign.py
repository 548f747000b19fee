"""allauth's pages in the house: each declared to the gate, with our forms, templates and actions.

Only what is mounted in `urls.py` exists. The gate calls a view before allauth's middleware could catch what it raises,
so that is done here.
"""

# allauth ships no types, so its classes are Any to mypy.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.base import views as mfa_views
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.recovery_codes.internal import flows as recovery_flows
from allauth.mfa.totp import views as totp_views
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth as passkey_auth
from allauth.mfa.webauthn.internal import flows as passkey_flows
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vuistregel.access.gate import page
from vuistregel.access.signin import actions, sessions

View = Callable[..., HttpResponseBase]


def ours(view: View, category: str) -> View:
    """A view of allauth as a page of the house: looking reads, posting writes."""

    @page(category=category, verb="read", POST="write")
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ImmediateHttpResponse as answer:
            response: HttpResponseBase = answer.response
            return response
        except ReauthenticationRequired:
            return confirm_first(request)

    return run


def confirm_first(request: HttpRequest) -> HttpResponseRedirect:
    """Ask again who it is, then come back to this page. What was posted is not kept: it may be a secret."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    where = ways[0]["url"] if ways else reverse("sign_in")
    return redirect(f"{where}?{urlencode({'next': request.path})}")


class StaffSignIn(account_views.LoginView):
    """Login and password; beside it passkey and organisation, where they exist."""

    template_name = "access/staff_sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = get_social_adapter().list_providers(self.request)
        query = {"process": "login", **({"next": self.get_next_url()} if self.get_next_url() else {})}
        organisations = [{"title": p.name, "url": p.get_login_url(self.request, **query)} for p in found if p.app]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"organisations": organisations}


class SecondStep(mfa_views.AuthenticateView):
    template_name = "access/second_step.html"


class ConfirmPassword(account_views.ReauthenticateView):
    template_name = "access/confirm_password.html"


class ConfirmCode(mfa_views.ReauthenticateView):
    template_name = "access/confirm_code.html"


class ConfirmPasskey(passkey_views.ReauthenticateWebAuthnView):
    template_name = "access/confirm_passkey.html"


class SetUpApp(totp_views.ActivateTOTPView):
    """An app with codes as second step."""

    template_name = "access/app_set_up.html"

    def form_valid(self, form: Any) -> HttpResponse:
        app, codes = actions.set_second_factor(
            self.request.actor,
            account=self.request.user,
            factor="totp",
            write=lambda: totp_flows.activate_totp(self.request, form),
        )
        self.did_generate_recovery_codes = bool(codes)
        app.wrap().validate_code(form.cleaned_data["code"])  # a code works once, and this one just did
        sessions.strengthen(self.request, "totp")
        return HttpResponseRedirect(self.get_success_url())


class RemoveApp(totp_views.DeactivateTOTPView):
    template_name = "access/app_remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        actions.remove_second_factor(
            self.request.actor,
            account=self.request.user,
            factor="totp",
            write=lambda: delete_and_cleanup(self.request, self.authenticator),
        )
        return _after_removal(self.request)


class AddPasskey(passkey_views.AddWebAuthnView):
    """A passkey as second step."""

    template_name = "access/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # allauth forgets the form that was just found wrong, and asks the device for a key that cannot stand alone.
        context: dict[str, Any] = super().get_context_data()
        options = passkey_auth.begin_registration(self.request.user, passwordless=True)
        return context | kwargs | {"js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        _key, codes = actions.set_second_factor(
            self.request.actor,
            account=self.request.user,
            factor="webauthn",
            write=lambda: passkey_flows.add_authenticator(
                self.request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
            ),
        )
        self.did_generate_recovery_codes = bool(codes)
        sessions.strengthen(self.request, "webauthn")
        return HttpResponseRedirect(self.get_success_url())


class RemovePasskey(passkey_views.RemoveWebAuthnView):
    template_name = "access/passkey_remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        key = self.get_object()
        actions.remove_second_factor(
            self.request.actor,
            account=self.request.user,
            factor="webauthn",
            write=lambda: delete_and_cleanup(self.request, key),
        )
        return _after_removal(self.request)


def _after_removal(request: HttpRequest) -> HttpResponse:
    """Whoever took away their last second step has none any more; staff then come to the page that sets one up."""
    if not Authenticator.objects.filter(user=request.user).exclude(type="recovery_codes").exists():
        sessions.strengthen(request, "")
    messages.success(request, _("Deze tweede stap is weg."))
    return redirect("account")


class RecoveryCodes(recovery_views.ViewRecoveryCodesView):
    template_name = "access/recovery_codes.html"


class NewRecoveryCodes(recovery_views.GenerateRecoveryCodesView):
    template_name = "access/recovery_codes_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        actions.set_second_factor(
            self.request.actor,
            account=self.request.user,
            factor="recovery_codes",
            write=lambda: recovery_flows.generate_recovery_codes(self.request),
        )
        return HttpResponseRedirect(self.get_success_url())


#: Account pages: whoever is signed in, about themselves.
_OWN = "account"
#: Pages on the way in.
_WAY_IN = "session"

staff_sign_in = ours(StaffSignIn.as_view(), _WAY_IN)
second_step = ours(SecondStep.as_view(), _WAY_IN)
passkey_sign_in = ours(passkey_views.LoginWebAuthnView.as_view(), _WAY_IN)
oidc_login = ours(oidc_views.login, _WAY_IN)
oidc_callback = ours(oidc_views.callback, _WAY_IN)
confirm_password = ours(ConfirmPassword.as_view(), _OWN)
confirm_code = ours(ConfirmCode.as_view(), _OWN)
confirm_passkey = ours(ConfirmPasskey.as_view(), _OWN)
app_set_up = ours(SetUpApp.as_view(), _OWN)
app_remove = ours(RemoveApp.as_view(), _OWN)
passkey_add = ours(AddPasskey.as_view(), _OWN)
passkey_remove = ours(RemovePasskey.as_view(), _OWN)
recovery_codes = ours(RecoveryCodes.as_view(), _OWN)
recovery_codes_new = ours(NewRecoveryCodes.as_view(), _OWN)


def saml_views() -> dict[str, View]:
    """The pages of SAML, where the federation's metadata is configured; their code needs the extra `saml`."""
    if not settings.SAML_PROVIDERS:
        return {}
    from allauth.socialaccount.providers.saml import views

    found = {name: getattr(views, name) for name in ("acs", "finish_acs", "metadata", "login")}
    mounted = {name: ours(view, _WAY_IN) for name, view in found.items()}
    # The federation posts the answer from its own pages, so it carries no token of ours; its signature is checked.
    mounted["acs"].csrf_exempt = True  # type: ignore[attr-defined]
    return mounted
