"""The addresses of photos, publications and albums."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
