"""Settings of a small real house for tests that need processes and files of their own: keys, and users as its rows."""

from __future__ import annotations

from vuistregel.settings import *  # noqa: F403  (a settings module is a list of names)
from vuistregel.settings import DATABASES

INSTALLED_APPS = ["vuistregel.keys", "vuistregel.clock", "django.contrib.contenttypes", "django.contrib.auth"]
AUTH_USER_MODEL = "auth.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
ROOT_URLCONF = "vuistregel.keys.tests.small_urls"
MIDDLEWARE = []
TEMPLATES = []
LOGGING_CONFIG = None  # type: ignore[assignment]
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0
