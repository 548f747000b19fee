"""The addresses of the house: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

handler400 = "vuistregel.ui.pages.bad_request"
handler403 = "vuistregel.ui.pages.forbidden"
handler404 = "vuistregel.ui.pages.not_found"
handler500 = "vuistregel.ui.pages.server_error"

urlpatterns = [
    path("", include("vuistregel.portal.urls")),
    path("", include("vuistregel.ui.urls")),
    path("", include("vuistregel.guide.urls")),
    path("", include("vuistregel.steps.urls")),
    path("", include("vuistregel.organisation.urls")),
    path("", include("vuistregel.consent.urls")),
    path("", include("vuistregel.media.urls")),
    path("", include("vuistregel.evidence.urls")),
    path("", include("vuistregel.outbox.urls")),
    path("", include("vuistregel.access.urls")),
    path("", include("vuistregel.api.page_urls")),
    path("api/", include("vuistregel.api.urls")),
]
