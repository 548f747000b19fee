"""How people sign in: staff by password and second factor or by their organisation; the numbers come from norms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vuistregel.settings.environment import Misconfigured, read

_environment = read()

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "vuistregel.access.signin.passwords.LongEnough"},
    {"NAME": "vuistregel.access.signin.passwords.NotCommon"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
#: How long a row of a session may lie before the tick takes it away. When somebody is signed out follows from norms.
SESSION_COOKIE_AGE = 24 * 60 * 60

ACCOUNT_ADAPTER = "vuistregel.access.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "sign_in"
#: Tries are counted by the norms (signin/limits.py), not by numbers that stand here.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = {"webauthn_login": ""}
ACCOUNT_FORMS = {
    "login": "vuistregel.access.signin.forms.StaffSignIn",
    "reauthenticate": "vuistregel.access.signin.forms.ConfirmPassword",
}

MFA_ADAPTER = "vuistregel.access.signin.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
#: Who can do without a password proves it on the device: a finger, a face or a number.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
#: On http://localhost a browser allows passkeys; production is always TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _environment.production
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "vuistregel.access.signin.forms.SecondStep",
    "authenticate_webauthn": "vuistregel.access.signin.forms.SecondStepPasskey",
    "reauthenticate": "vuistregel.access.signin.forms.ConfirmCode",
    "activate_totp": "vuistregel.access.signin.forms.SetUpApp",
    "add_webauthn": "vuistregel.access.signin.forms.NamePasskey",
    "generate_recovery_codes": "vuistregel.access.signin.forms.NewRecoveryCodes",
}

#: Behind a proxy the last address that it wrote down counts; without one nobody's header is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _environment.tls == "proxy" else 0

SOCIALACCOUNT_ADAPTER = "vuistregel.access.signin.adapters.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
#: A link, not a form: a form that ends at another host is refused by our content security policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_ONLY = False


def oidc_apps(configured: str) -> list[dict[str, Any]]:
    """The organisation of VUISTREGEL_OIDC, `name|client id|secret|https://issuer`. Raises Misconfigured."""
    if not configured:
        return []
    parts = [part.strip() for part in configured.split("|")]
    if len(parts) != 4 or not all(parts) or not parts[3].startswith("https://"):
        raise Misconfigured(["VUISTREGEL_OIDC must be `name|client id|secret|https://issuer`."])
    name, client_id, secret, issuer = parts
    return [
        {
            "provider": "openid_connect",
            "provider_id": "organisatie",
            "name": name,
            "client_id": client_id,
            "secret": secret,
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


def saml_apps(path: str) -> list[dict[str, Any]]:
    """The federation whose metadata VUISTREGEL_SAML names. Raises Misconfigured, with what to install or mend."""
    if not path:
        return []
    try:
        from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser
    except ImportError:
        raise Misconfigured(["VUISTREGEL_SAML needs the extra: install `vuistregel[saml]`."]) from None
    try:
        idp = Parser.parse(Path(path).read_text(encoding="utf-8"))["idp"]
        certificate = idp.get("x509cert") or idp["x509certMulti"]["signing"][0]
        known = {"entity_id": idp["entityId"], "sso_url": idp["singleSignOnService"]["url"], "x509cert": certificate}
    except (OSError, ValueError, KeyError) as problem:
        raise Misconfigured([f"VUISTREGEL_SAML: {path} is no readable metadata of a federation ({problem})."]) from None
    return [
        {
            "provider": "saml",
            "provider_id": known["entity_id"],
            "name": "Entree Federatie",
            "client_id": "entree",
            "settings": {
                "idp": known,
                "attribute_mapping": {"uid": ["urn:mace:dir:attribute-def:uid", "urn:oid:0.9.2342.19200300.100.1.1"]},
                "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
            },
        }
    ]


SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": oidc_apps(_environment.oidc)}}
_saml = saml_apps(_environment.saml)
#: Under which names accounts of the federation are known; empty without it.
SAML_PROVIDERS: tuple[str, ...] = tuple(app["provider_id"] for app in _saml)
if _saml:
    SOCIALACCOUNT_PROVIDERS["saml"] = {"APPS": _saml}
#: Apps that only exist when they are configured.
SIGNIN_APPS: list[str] = ["allauth.socialaccount.providers.saml"] if _saml else []

#: Logins are unique whatever their capitals; Django looks for a plain unique field only.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
