"""Django's settings. What an operator may change comes from `environment`; the rest is the house's own choice."""

from __future__ import annotations

import dj_database_url

from vuistregel.settings.databases import main_database, second_database
from vuistregel.settings.environment import read
from vuistregel.settings.security import *  # noqa: F403  (one subject, one module; Django wants them here)
from vuistregel.settings.signin import *  # noqa: F403

ENVIRONMENT = read()
VAR = ENVIRONMENT.var
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
EXAMPLE = ENVIRONMENT.example

INSTALLED_APPS = [
    "vuistregel.ui",
    "vuistregel.evidence",
    "vuistregel.keys",
    "vuistregel.clock",
    "vuistregel.access",
    "vuistregel.organisation",
    "vuistregel.outbox",
    "vuistregel.texts",
    "vuistregel.consent",
    "vuistregel.media",
    "vuistregel.steps",
    "vuistregel.guide",
    "vuistregel.portal",
    "vuistregel.api",
    "vuistregel.example",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *SIGNIN_APPS,
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vuistregel.access.signin.middleware.SessionRules",
    # Last: whatever the others answer by themselves shows no data; every view passes the gate.
    "vuistregel.access.gate.GateMiddleware",
]
ROOT_URLCONF = "vuistregel.urls"
WSGI_APPLICATION = "vuistregel.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "vuistregel.ui.context.house",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
#: A component sees what it is given and what every page knows, not the variables of whoever uses it.
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "vuistregel.ui.forms.Renderer"

DATABASES = {
    "default": main_database(ENVIRONMENT),
    "keys": second_database(dj_database_url.parse(ENVIRONMENT.keys_url)),
}
DATABASE_ROUTERS = ["vuistregel.keys.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.cache_url}
    if ENVIRONMENT.cache_url
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Django's 300 would let anybody push the count of their own wrong passwords out of the cache.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks there too, and warns when it is not
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "vuistregel.ui.static_names.HashedNames"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

FILE_UPLOAD_HANDLERS = ["vuistregel.keys.uploads.EncryptedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
LOGGING_CONFIG = "vuistregel.logs.configure"
#: Not empty, or Django leaves LOGGING_CONFIG uncalled; what it says stands in logs.py.
LOGGING: dict[str, object] = {"version": 1}
