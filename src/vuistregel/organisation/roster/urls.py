"""The addresses of the import, below a school."""

from __future__ import annotations

from django.urls import path

from vuistregel.organisation.roster import pages

urlpatterns = [
    path("", pages.start, name="import"),
    path("<uuid:run>/", pages.run_page, name="import_run"),
    path("<uuid:run>/kolommen/", pages.columns, name="import_columns"),
    path("<uuid:run>/toepassen/", pages.apply, name="import_apply"),
    path("<uuid:run>/opnieuw/", pages.again, name="import_again"),
    path("<uuid:run>/weg/", pages.drop_run, name="import_drop"),
]
