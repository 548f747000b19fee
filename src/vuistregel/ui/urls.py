from __future__ import annotations

from django.urls import path

from vuistregel.ui import pages
from vuistregel.ui.health import health

urlpatterns = [
    path("stijlblad/", pages.style_sheet, name="style_sheet"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("taal/", pages.language, name="language"),
    path("gezond/", health, name="health"),
    path("weergave/", pages.appearance, name="appearance"),
]
