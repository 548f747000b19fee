"""The one page of the small house: it takes a file in, and tells what it got."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path

from vuistregel.keys.uploads import EncryptedUpload


def take(request: HttpRequest) -> JsonResponse:
    upload = request.FILES["file"]
    assert isinstance(upload, EncryptedUpload)
    if upload.refused:
        return JsonResponse({"refused": upload.refused.en})
    first = upload.read(4).decode()
    return JsonResponse({"size": upload.size, "first": first, "length": sum(len(piece) for piece in upload.chunks())})


urlpatterns = [path("take", take)]
