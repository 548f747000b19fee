"""The addresses of the access room: signing in, one's own account, who may do what."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("vuistregel.access.signin.urls"))]
