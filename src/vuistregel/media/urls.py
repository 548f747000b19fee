"""The addresses of photos, publications and albums."""

from __future__ import annotations

from django.urls import URLPattern, path

from vuistregel.media.pages import picture, pictures

urlpatterns: list[URLPattern] = [
    # The workshop
    path("fotos/", pictures.photos, name="photos"),
    path("fotos/<uuid:key>/", picture.photo, name="photo"),
    path("fotos/<uuid:key>/beeld/", picture.photo_shown, name="photo_shown"),
    path("fotos/<uuid:key>/film/", picture.film_shown, name="film_shown"),
    path("fotos/<uuid:key>/ophalen/", picture.photo_download, name="photo_download"),
]
