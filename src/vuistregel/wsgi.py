"""The application that a production server serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
os.environ["HOUSE_PROCESS"] = "web"  # before the settings are read: see settings/databases.py
application = get_wsgi_application()
