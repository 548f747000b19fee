"""The addresses of photos, publications and albums."""

from __future__ import annotations

from django.urls import URLPattern, path

from vuistregel.media.pages import albums, may_publish, picture, pictures, publications, publications_list, who_may

urlpatterns: list[URLPattern] = [
    # The workshop
    path("fotos/", pictures.photos, name="photos"),
    path("fotos/<uuid:key>/", picture.photo, name="photo"),
    path("fotos/<uuid:key>/beeld/", picture.photo_shown, name="photo_shown"),
    path("fotos/<uuid:key>/film/", picture.film_shown, name="film_shown"),
    path("fotos/<uuid:key>/ophalen/", picture.photo_download, name="photo_download"),
    # May this go online, and what came of it
    path("mag-dit/", may_publish.may_publish, name="may_publish"),
    path("publicaties/", publications_list.publications, name="publications"),
    path("publicaties/<uuid:publication>/", publications.publication, name="publication"),
    path("publicaties/<uuid:publication>/beeld/", publications_list.publication_picture, name="publication_picture"),
    path("publicaties/<uuid:publication>/bewijs/", publications.take_down_proof, name="take_down_proof"),
    path("groepen/<int:group>/wie-mag-waar/", who_may.who_may, name="who_may"),
    # Closed albums
    path("albums/", albums.albums, name="albums"),
    path("albums/<uuid:album>/", albums.album, name="album"),
    path("albums/<uuid:album>/brieven/", albums.album_letters, name="album_letters"),
    path("albums/<uuid:album>/beeld/<int:item>/", albums.album_picture, name="album_picture"),
]
