"""The application that a production server serves."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

from vuistregel.outbox.parents import end_with

# A web process of `vuistregel serve` does not outlive it. Other servers see to their own.
if (server := os.environ.get("HOUSE_SERVER")) and int(server) != os.getpid():
    end_with(int(server))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
os.environ["HOUSE_PROCESS"] = "web"  # before the settings are read: see settings/databases.py
application = get_wsgi_application()
if not server:
    # `vuistregel serve` looked before it started this process; another server has nobody who did.
    from vuistregel.access.commands import enter_house
    from vuistregel.actions import Refused

    try:
        enter_house()
    except Refused as refused:
        sys.exit("\n".join(str(reason.text) for reason in refused.decision.reasons))
