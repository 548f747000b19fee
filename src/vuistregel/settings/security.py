"""What the browser is told: content, cookies, transport."""

from __future__ import annotations

from csp.constants import NONE, SELF

from vuistregel.settings.environment import read

_environment = read()
_tls = _environment.tls != "none"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = _tls
#: A container asks from inside, in front of the proxy; the answer says nothing about anybody.
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
SECURE_HSTS_SECONDS = 31_536_000 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _environment.tls == "proxy" else None

SESSION_COOKIE_SECURE = _tls
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-house" if _tls else "house"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = _tls
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-form" if _tls else "form"
CSRF_FAILURE_VIEW = "vuistregel.ui.pages.form_expired"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = _tls
LANGUAGE_COOKIE_SAMESITE = "Lax"
