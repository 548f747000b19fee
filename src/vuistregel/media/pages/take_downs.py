"""Recording that something is gone: with words, and with a picture of the empty place where somebody has one."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import HttpRequest

from vuistregel.access.actor import Actor
from vuistregel.keys import files
from vuistregel.keys.uploads import EncryptedUpload
from vuistregel.media.actions import take_down
from vuistregel.media.models import Publication, TakeDown
from vuistregel.media.pictures.clean import LIMIT, clean
from vuistregel.media.pictures.reasons import MediaRefused
from vuistregel.organisation.pages.place import said
from vuistregel.words import Words


def gone(request: HttpRequest, actor: Actor, row: Publication) -> Words | None:
    """Close all tasks of a publication with how one knows; a picture is cleaned and sealed like any photo."""
    sent = [f for f in request.FILES.getlist("bestand")[:1] if isinstance(f, EncryptedUpload)]
    proof = request.POST.get("bewijs", "")[:2000]
    kept: UUID | None = None
    waits = TakeDown.objects.filter(board=row.board_id, publication=row, state="open").exists()
    if sent and proof.strip() and waits and row.state == "published":
        try:
            jpeg = clean(sent[0]).jpeg
        except MediaRefused as refused:
            return refused.words
        kept = files.write(row.board.key, row.key, io.BytesIO(jpeg), allowed={"jpeg"}, limit=LIMIT).uuid
    try:
        take_down(actor, publication=row, proof=proof, proof_file=kept)
    except BaseException:
        if kept is not None:
            files.delete(kept)
        raise
    said(request, Words("Vastgelegd: het is weg.", "Recorded: it is gone."))
    return None
