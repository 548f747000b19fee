"""The addresses of the ten steps."""

from __future__ import annotations

from django.urls import path

from vuistregel.steps import installation, pages

urlpatterns = [
    path("scholen/", pages.schools, name="schools"),
    path("taken/", pages.todo, name="todo"),
    path("scholen/<int:school>/", pages.school, name="school"),
    path("scholen/<int:school>/controle/<str:check>/", pages.check, name="check"),
    path("installatie/", installation.installation, name="installation"),
]
