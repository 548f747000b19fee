"""The addresses of signing in and of one's own account. Of allauth's some 55 routes only these exist."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from vuistregel.access.signin import account_pages as own
from vuistregel.access.signin import foreign, pages, personal_pages


def patterns(*, example: bool) -> list[URLPattern]:
    """Every address; those of the example only where the house is one. The names are those that allauth asks for."""
    found = [
        path("inloggen/", pages.sign_in, name="sign_in"),
        path("inloggen/link/", pages.ask_link, name="ask_link"),
        path("inloggen/link/verstuurd/", pages.link_sent, name="link_sent"),
        path("inloggen/link/<str:token>/", pages.use_link, name="use_link"),
        path("inloggen/persoonlijk/<str:token>/", personal_pages.use_personal, name="use_personal"),
        path("inloggen/persoonlijk/<str:token>/nieuw/", personal_pages.new_personal, name="new_personal"),
        path("code/", personal_pages.letter_code, name="letter_code"),
        path("inloggen/wachtwoord/", pages.forgot_password, name="forgot_password"),
        path("inloggen/wachtwoord/<str:token>/", pages.choose_password, name="choose_password"),
        path("inloggen/onbekend/", pages.organisation_unknown, name="organisation_unknown"),
        path("uitloggen/", pages.sign_out, name="sign_out"),
        path("account/", own.account, name="account"),
        path("account/", own.account, name="mfa_index"),
        path("account/", own.account, name="mfa_list_webauthn"),
        path("account/", own.account, name="socialaccount_connections"),
        path("account/wachtwoord/", own.change_password, name="change_password"),
        path("account/elders-uitloggen/", own.sign_out_elsewhere, name="sign_out_elsewhere"),
        path("account/taal/", own.choose_language, name="choose_language"),
        path("account/tweede-stap/", own.second_factor, name="second_factor"),
        path("account/tweede-stap/app/", foreign.app_set_up, name="mfa_activate_totp"),
        path("account/tweede-stap/app/weg/", foreign.app_remove, name="mfa_deactivate_totp"),
        path("account/tweede-stap/passkey/", foreign.passkey_add, name="mfa_add_webauthn"),
        path("account/tweede-stap/passkey/<int:pk>/weg/", foreign.passkey_remove, name="mfa_remove_webauthn"),
        path("account/herstelcodes/", foreign.recovery_codes, name="mfa_view_recovery_codes"),
        path("account/herstelcodes/nieuw/", foreign.recovery_codes_new, name="mfa_generate_recovery_codes"),
        path("account/bevestigen/", foreign.confirm_password, name="account_reauthenticate"),
        path("account/bevestigen/code/", foreign.confirm_code, name="mfa_reauthenticate"),
        path("account/bevestigen/passkey/", foreign.confirm_passkey, name="mfa_reauthenticate_webauthn"),
        path("account/inloggen/", foreign.staff_sign_in, name="account_login"),
        path("account/inloggen/tweede-stap/", foreign.second_step, name="mfa_authenticate"),
        path("account/inloggen/passkey/", foreign.passkey_sign_in, name="mfa_login_webauthn"),
        path("account/inloggen/gesloten/", pages.organisation_unknown, name="account_inactive"),
        path("account/inloggen/afgebroken/", pages.sign_in, name="socialaccount_login_cancelled"),
        path("account/oidc/<slug:provider_id>/", foreign.oidc_login, name="openid_connect_login"),
        path("account/oidc/<slug:provider_id>/terug/", foreign.oidc_callback, name="openid_connect_callback"),
    ]
    saml = foreign.saml_views()
    if saml:
        found += [
            path("account/saml/<slug:organization_slug>/", saml["login"], name="saml_login"),
            path("account/saml/<slug:organization_slug>/acs/", saml["acs"], name="saml_acs"),
            path("account/saml/<slug:organization_slug>/acs/klaar/", saml["finish_acs"], name="saml_finish_acs"),
            path("account/saml/<slug:organization_slug>/metadata/", saml["metadata"], name="saml_metadata"),
            path("account/saml/<slug:organization_slug>/uit/", pages.federation_sign_out, name="saml_sls"),
        ]
    if example:
        found.append(path("inloggen/voorbeeld/<slug:slug>/", pages.example_sign_in, name="example_sign_in"))
    return found


urlpatterns = patterns(example=settings.EXAMPLE)
