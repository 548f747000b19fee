"""The addresses of the outbox."""

from __future__ import annotations

from django.urls import path

from vuistregel.outbox import pages

urlpatterns = [
    path("post/", pages.outbox, name="outbox"),
    path("post/<uuid:uid>/", pages.letter, name="outbox_item"),
    path("post/<uuid:uid>/<str:verb>/", pages.move, name="outbox_move"),
]
