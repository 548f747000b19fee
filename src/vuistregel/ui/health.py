"""Whether this house can work: for a proxy, a container or a monitor, which ask it every few seconds."""

from __future__ import annotations

from django.db import Error, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from vuistregel.access.gate import page


@page(category="public", verb="read")
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """`ok` when both databases answer, else 503. Who asks learns nothing more."""
    try:
        for connection in connections.all():
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
