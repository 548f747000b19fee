"""The house with the pages of this room, wherever the house itself puts them."""

from __future__ import annotations

from django.urls import include, path

from vuistregel.urls import handler400, handler403, handler404, handler500
from vuistregel.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("vuistregel.api.page_urls")), *house]
