"""What the small house can do. `python -m vuistregel.keys.tests.deeds` answers lines of JSON: `[deed, arguments]`.

Its persons are Django's users: the name is in the clear, the number sealed, a file beside it, all under one holder.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django
from django.conf import settings

BOARD = UUID("11111111-1111-4111-8111-111111111111")


def migrate() -> None:
    from django.core.management import call_command

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)


def empty() -> None:
    """Every row of the house away; what it knows of its own tables stays."""
    from django.db import connections

    for connection in connections.all():
        known = connection.introspection.table_names()
        tables = [name for name in known if name != "auth_permission" and not name.startswith("django_")]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))} RESTART IDENTITY CASCADE")


def add(people: dict[str, str], times: int = 1) -> None:
    """Persons by name, each with a number that is secret and a file that holds it so many times."""
    from django.contrib.auth.models import User

    from vuistregel import keys

    for name, number in people.items():
        holder = uuid4()
        keys.new_holder(BOARD, "person", holder)
        sealed = base64.b64encode(keys.seal(holder, "number", number)).decode()
        User.objects.create(username=name, password=holder.hex, first_name=sealed)
        keys.files.write(BOARD, holder, io.BytesIO(f"file of {number}".encode() * times), allowed={"text"})


def spool(numbers: list[str]) -> str:
    from vuistregel import keys

    box = keys.spool.create(BOARD)
    with box.writer("numbers") as out:
        for number in numbers:
            out.append({"number": number})
    return str(box.id)


def read() -> dict[str, str]:
    """Each person's secret, or the name of the error that stands in its way."""
    from django.contrib.auth.models import User

    from vuistregel import keys

    found = {}
    for user in User.objects.order_by("username"):
        try:
            found[user.username] = keys.unseal(UUID(user.password), "number", base64.b64decode(user.first_name))
        except keys.KeysError as error:
            found[user.username] = type(error).__name__
    return found


def read_files() -> list[str]:
    from vuistregel import keys
    from vuistregel.keys.models import StoredFile

    texts = []
    for file in StoredFile.objects.values_list("file", flat=True):
        with keys.files.open(file) as opened:
            texts.append(opened.read().decode())
    return sorted(texts)


def destroy(name: str, delete_row: bool = True) -> None:
    from django.contrib.auth.models import User

    from vuistregel import keys

    user = User.objects.get(username=name)
    keys.destroy(UUID(user.password), why="end of term", norm=None)
    if delete_row:
        user.delete()
    keys.scrub()


def destroy_and_die(name: str) -> None:
    """Killed after the ledger's line and before the deletion."""
    import os
    import signal

    from vuistregel.keys import destruction

    destruction._delete = lambda entries: os.kill(os.getpid(), signal.SIGKILL)
    destroy(name)


def sweep() -> dict[str, int]:
    from vuistregel.keys.sweeping import sweep_all

    return sweep_all()


def backup(folder: str) -> dict[str, Any]:
    from vuistregel.keys.backup import making

    return making.make(Path(folder)).as_data()


def restore(folder: str, label: str | None = None, keep_keys: bool = False) -> dict[str, Any]:
    from vuistregel.keys.backup import hooks, restoring

    told: list[str] = []
    hooks.after_restore.clear()
    hooks.after_restore.append(lambda at, label: told.append(label))
    return restoring.restore(Path(folder), label=label, keep_keys=keep_keys).as_data() | {"told": told}


def restore_and_die(folder: str) -> None:
    """Killed when the databases stand, before anything else of a restore is done."""
    import os
    import signal

    from vuistregel.keys.backup import restoring

    restoring._finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    restore(folder)


def restore_and_die_before(folder: str) -> None:
    """Killed when everything is ready and nothing was replaced yet."""
    import os
    import signal

    from vuistregel.keys.backup import postgres, sqlite

    def die(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    sqlite.swap = die  # type: ignore[assignment]
    postgres.load = die  # type: ignore[assignment]
    restore(folder)


def drill(folder: str) -> dict[str, Any]:
    from vuistregel.keys.backup import drilling, hooks

    seen: list[dict[str, str]] = []

    def look() -> Sequence[Any]:
        seen.append(read())
        return ()

    hooks.drill_checks.clear()
    hooks.drill_checks.append(look)
    return drilling.drill(Path(folder)).as_data("en") | {"seen": seen}


def rotate(die_after: int = 0) -> dict[str, Any]:
    """Rotate; with `die_after` the process is killed after that many batches of two."""
    import os
    import signal

    from vuistregel.keys import rotation

    rotation.BATCH = 2  # type: ignore[misc]
    done = 0
    for done in rotation.rotate():
        if done == 2 * die_after:
            os.kill(os.getpid(), signal.SIGKILL)
    return {"done": done, "left": rotation.waiting()}


def waiting() -> dict[str, int]:
    from vuistregel.keys import rotation

    return rotation.waiting()


def problems() -> list[str]:
    from vuistregel import keys

    return [words.en for words in keys.problems()]


def records() -> list[str]:
    from vuistregel.keys.models import BackupRecord

    return list(BackupRecord.objects.order_by("finished_at").values_list("kind", flat=True))


def rows_with(text: str) -> int:
    """In how many rows of both databases a text stands in the clear."""
    from django.db import connections

    found = 0
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += sum(text.encode() in _bytes_of(row) for row in cursor.fetchall())
    return found


def _bytes_of(row: Sequence[Any]) -> bytes:
    return b" ".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)


def move_clock(days: int) -> None:
    from datetime import timedelta

    from vuistregel import clock

    clock.move(None)
    clock.move(clock.today() + timedelta(days=days))


def upload_and_die(secret: str, size: int) -> None:
    """Receive a file from a browser and be killed in the midst of it."""
    import os
    import signal

    from django.test import RequestFactory

    class Dying(io.BytesIO):
        def read(self, amount: int | None = -1) -> bytes:
            if self.tell() > size // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().read(amount)

    boundary = "b0undary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\n{(secret + ' ') * (size // (len(secret) + 1))}\r\n--{boundary}--\r\n"
    ).encode()
    request = RequestFactory().post("/take", data=b"-", content_type=f"multipart/form-data; boundary={boundary}")
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = Dying(body)
    request.FILES  # noqa: B018  (reading it is what receives the upload)


def command(arguments: list[str]) -> dict[str, Any]:
    """A command of the house as typed, with its exit code and what it printed."""
    from contextlib import redirect_stdout

    from vuistregel.cli import main as vuistregel

    code: Any = 0
    with redirect_stdout(io.StringIO()) as printed:
        try:
            vuistregel(["vuistregel", *arguments])
        except SystemExit as end:
            code = end.code
    text = printed.getvalue()
    return {"code": code, "json": json.loads(text) if text.startswith("{") else None}


def forget_users(holders: Sequence[UUID]) -> None:
    from django.contrib.auth.models import User

    User.objects.filter(password__in=[holder.hex for holder in holders]).delete()


def main() -> None:
    """Answer deeds, one JSON line each, until there are no more."""
    django.setup()
    from vuistregel import keys

    if settings.AUTH_USER_MODEL == "auth.User":
        keys.replay.register(forget_users)
    for line in sys.stdin:
        deed, arguments = json.loads(line)
        try:
            result = globals()[deed](**arguments)
        except keys.KeysError as error:
            result = {"error": type(error).__name__, "words": error.words.en}
        print(json.dumps(result), flush=True)  # noqa: T201  (the answer)


if __name__ == "__main__":
    main()
