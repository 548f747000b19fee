"""The addresses of the guide: the norms and the chapters, open to anyone."""

from __future__ import annotations

from django.urls import path

from vuistregel.guide import pages

urlpatterns = [
    path("normen/", pages.norms_page, name="norms"),
    path("normen/<str:norm>/", pages.norm_page, name="norm"),
    path("handboek/", pages.contents, name="contents"),
    path("handboek/<int:number>/", pages.chapter, name="chapter"),
]
