"""The addresses of a house in the example set-up, for tests."""

from __future__ import annotations

from django.urls import include, path

from vuistregel.access.signin.urls import patterns

handler404 = "vuistregel.ui.pages.not_found"

urlpatterns = [path("", include("vuistregel.ui.urls")), *patterns(example=True)]
