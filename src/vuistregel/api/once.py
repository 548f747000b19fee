"""A writing call with an Idempotency-Key is done once; the same call again gets the same answer.

First the key is claimed, in a transaction of its own, so that a second call at the same time sees it and is told to
wait. Then the call runs. Its answer is kept in the transaction of what it did (on SQLite, where only actions open
transactions, right after). What the house refused by a rule is an answer too; a mistake of ours is none, and the key
is free again. A call whose process died leaves a claim without an answer, which anybody may take over after the norm
`api.call.max-time`. Answers are kept for `api.repeat.keep`, under the token's own key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from vuistregel import clock, keys, norms
from vuistregel.access import tenancy
from vuistregel.api.models import ApiToken, RepeatedCall
from vuistregel.api.problems import problem
from vuistregel.keys.errors import FileRefused
from vuistregel.words import Words

HEADER: Final = "Idempotency-Key"
LONGEST: Final = 200
#: Seconds after which a caller may ask whether a call that is under way has ended.
WAIT: Final = 5
_FIELD: Final = "api.answer"
_HEADERS: Final = ("Content-Type", "Content-Language", "Location")
_BAD_KEY = Words(
    "De Idempotency-Key heeft 1 tot {n} tekens: letters, cijfers en leestekens.",
    "The Idempotency-Key has 1 to {n} characters: letters, digits and punctuation.",
).with_(n=LONGEST)
_OTHER = Words(
    "Deze Idempotency-Key hoort bij een andere aanvraag.", "This Idempotency-Key belongs to another request."
)
_UNDER_WAY = Words("Deze aanvraag loopt nog.", "This request is still under way.")


def once(request: HttpRequest, token: ApiToken | None, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run a call, or answer as before. Reading calls, and calls without a key, just run."""
    boards = [token.board_id] if token else []
    key = request.headers.get(HEADER)
    if token is None or key is None or request.method in ("GET", "HEAD", "OPTIONS"):
        with tenancy.session(boards):
            return run()
    if not 0 < len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        return problem(400, _BAD_KEY)
    claimed = _claim(token, key, fingerprint(request))
    if isinstance(claimed, HttpResponse):
        return claimed
    try:
        with tenancy.session(boards):
            response = run()
            _keep(token, claimed, response)
            return response
    except BaseException:
        # Nothing was done, so the same key may try again.
        with tenancy.session(boards):
            _own(claimed).delete()
        raise


def fingerprint(request: HttpRequest) -> bytes:
    """What the call asks: method, address and content. Files by their content: a client writes a boundary anew."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n{request.content_type}\n".encode())
    if request.content_type != "multipart/form-data":
        found.update(request.body)
        return found.digest()
    fields = [[name, values] for name, values in sorted(request.POST.lists())]
    found.update(json.dumps(fields).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(json.dumps([name, file.size]).encode() + _content(file))
    return found.digest()


def _content(file: Any) -> bytes:
    found = hashlib.sha256()
    try:
        for piece in file.chunks():
            found.update(piece)
        file.seek(0)
    except FileRefused:
        pass  # too big to be kept: the operation says so itself
    return found.digest()


def _claim(token: ApiToken, key: str, digest: bytes) -> RepeatedCall | HttpResponse:
    moment = clock.now()
    day = norms.on(clock.day_of(moment))
    with tenancy.session([token.board_id]):
        rows = RepeatedCall.objects.filter(board=token.board_id, token=token, key=key)
        rows.filter(made_at__lte=moment - day.timedelta("api.repeat.keep")).delete()
        try:
            with transaction.atomic():
                return RepeatedCall.objects.create(
                    board_id=token.board_id, token=token, key=key, digest=digest, made_at=moment
                )
        except IntegrityError:
            row = rows.first()
        if row is None:
            return _under_way()  # the other one failed just now; the next try finds the key free
        if bytes(row.digest) != digest:
            return problem(422, _OTHER)
        if row.status is not None:
            return _again(token, row)
        if row.made_at > moment - day.timedelta("api.call.max-time"):
            return _under_way()
        return row if _take_over(row, moment) else _under_way()


def _take_over(row: RepeatedCall, moment: datetime) -> bool:
    """Of several who find a dead claim one gets it."""
    taken = _own(row).update(made_at=moment)
    row.made_at = moment
    return bool(taken)


def _own(row: RepeatedCall) -> Any:
    """The claim as long as it is ours: a call that was taken for dead neither keeps nor frees another's."""
    return RepeatedCall.objects.filter(pk=row.pk, made_at=row.made_at, status__isnull=True)


def _under_way() -> HttpResponse:
    response = problem(409, _UNDER_WAY)
    response["Retry-After"] = str(WAIT)
    return response


def _keep(token: ApiToken, row: RepeatedCall, response: HttpResponse) -> None:
    headers = {name: response[name] for name in _HEADERS if name in response}
    text = json.dumps({"headers": headers, "body": response.content.decode()})
    _own(row).update(status=response.status_code, answer=keys.seal(token.key, _FIELD, text))


def _again(token: ApiToken, row: RepeatedCall) -> HttpResponse:
    assert row.answer is not None and row.status is not None
    kept = json.loads(keys.unseal(token.key, _FIELD, bytes(row.answer)))
    response = HttpResponse(kept["body"], status=row.status, headers=kept["headers"])
    response["Idempotency-Replayed"] = "true"
    return response


def sweep(now: datetime) -> int:
    """Forget answers whose term passed (norm `api.repeat.keep`); returns how many."""
    term = norms.on(clock.day_of(now)).timedelta("api.repeat.keep")
    return RepeatedCall.objects.filter(made_at__lte=now - term).delete()[0]
