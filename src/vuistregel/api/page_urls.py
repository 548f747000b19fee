"""The addresses of the pages about keys for other systems."""

from __future__ import annotations

from django.urls import path

from vuistregel.api import pages

urlpatterns = [
    path("sleutels/", pages.tokens, name="tokens"),
    path("sleutels/intrekken/", pages.withdraw, name="token_withdraw"),
]
