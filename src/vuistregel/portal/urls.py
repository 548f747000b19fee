"""The addresses of the shells: the start page, and the parent's own pages."""

from __future__ import annotations

from django.urls import path

from vuistregel.portal import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("kinderen/", pages.children, name="children"),
    path("kinderen/<int:pupil>/", pages.child, name="child"),
]
