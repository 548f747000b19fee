"""The addresses of the pages about keys for other systems."""

from __future__ import annotations

from django.urls import path

from vuistregel.api import pages
from vuistregel.api.hooks import pages as hooks

urlpatterns = [
    path("sleutels/", pages.tokens, name="tokens"),
    path("sleutels/intrekken/", pages.withdraw, name="token_withdraw"),
    path("sleutels/berichten/", hooks.subscriptions, name="subscriptions"),
    path("sleutels/berichten/<uuid:key>/", hooks.subscription, name="subscription"),
]
