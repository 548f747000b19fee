"""The addresses of the log."""

from __future__ import annotations

from django.urls import path

from vuistregel.evidence import pages

urlpatterns = [
    path("logboek/", pages.log, name="log"),
    path("logboek/<int:board>/<int:seq>/", pages.event, name="log_event"),
]
