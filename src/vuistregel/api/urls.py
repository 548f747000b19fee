"""The addresses of the API and its own documents."""

from __future__ import annotations

from django.urls import path

from vuistregel.api.house import api

urlpatterns = [path("v1/", api.urls)]
