"""The API of the house, version 1: its operations together, and what all of them answer when something is wrong."""

from __future__ import annotations

from typing import Final

from django.http import Http404
from ninja.errors import HttpError, ValidationError

from vuistregel.api import imports, public, publishing, schools
from vuistregel.api.docs import HouseDocs
from vuistregel.api.faults import handler
from vuistregel.api.openapi import BoardToken, HouseApi
from vuistregel.api.parsing import JsonOnly

api: Final = HouseApi(
    title="Vuistregel",
    version="1",
    urls_namespace="api-v1",
    auth=BoardToken(),
    parser=JsonOnly(),
    docs=HouseDocs(),
    docs_url="/docs/",
    openapi_url="/openapi.json",
)
for _room in (schools, imports, publishing, public):
    api.add_router("", _room.router)
# The first is for everything; the other three because django-ninja has handlers of its own for them.
for _kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(_kind, handler)
