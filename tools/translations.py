"""The English texts: `translations.py compile | check | extract [--check]`.

The Dutch sentence in template and code is the key; each room keeps its English in
`<room>/locale/en/LC_MESSAGES/django.po`. Compiling is done by Babel, so that a machine needs no GNU gettext; taking
the sentences out of templates still wants it (`extract`), which is why the .po files are committed.

- `compile`: every .po becomes a .mo beside it.
- `check`: every sentence has its English, none is doubtful ("fuzzy"), placeholders are the same in both, and no two
  rooms give one Dutch sentence different English (Django merges the rooms, so one of them would silently win).
- `extract`: bring the .po files up to date with the templates and code; with `--check`, only say whether they are.
  Without gettext it says so and exits 0.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "vuistregel"
ENGLISH = "en"
#: `%(name)s`, `%s`, `%d` and `{name}`: what a sentence is filled with.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogs(package: Path = PACKAGE) -> list[Path]:
    return sorted(package.glob("*/locale/*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """One .po file; its language is the folder's."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="django", abort_invalid=True)


def compile_all(package: Path = PACKAGE) -> int:
    """Write a .mo beside every .po. Returns how many."""
    paths = catalogs(package)
    for path in paths:
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read(path))
    return len(paths)


def problems(package: Path = PACKAGE) -> list[str]:
    """What is missing or doubtful, one line each, with file and line of the .po."""
    found: list[str] = []
    english: dict[tuple[str, str | None, str], tuple[str, str]] = {}
    for path in catalogs(package):
        where = path.relative_to(package.parent)
        language = path.parent.parent.name
        for message in read(path):
            if not message.id:
                continue
            place = f"{where}:{message.lineno}"
            found += [f"{place}: {problem}" for problem in _problems_of(message)]
            source = message.id if isinstance(message.id, str) else message.id[0]
            key = (language, message.context, source)
            text = str(message.string)
            other, before = english.setdefault(key, (place, text))
            if before != text:
                found.append(f"{place}: {source!r} is said otherwise in {other}. Choose one, or give it a context.")
    return found


def _problems_of(message: Message) -> Iterator[str]:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    if not all(texts):
        yield f"{ids[0]!r} has no translation. Write it."
        return
    if message.fuzzy:
        yield f"{ids[0]!r} is marked fuzzy: a guess. Read it, mend it, take the mark away."
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for text in texts[-1:]:
        if set(PLACEHOLDER.findall(text)) != wanted:
            yield f"{ids[0]!r} and its translation differ in placeholders. Keep {sorted(wanted)}."


def rooms(package: Path = PACKAGE) -> list[Path]:
    """The rooms that can hold sentences for the screen."""
    return sorted(path.parent for path in package.glob("*/apps.py"))


def extract(*, check_only: bool) -> int:
    """Run makemessages per room. Returns an exit code: 1 when `check_only` found sentences without a place.

    A sentence has its place in the .po of any room: Django merges them, and "Terug" need not be said five times.
    """
    if not shutil.which("xgettext"):
        print("Translations: no gettext here, so the sentences in the templates are not compared with the .po files.")
        return 0
    if not check_only:
        for room in rooms():
            _makemessages(room, ENGLISH)
        return 0
    known = {_key(message) for path in catalogs() for message in read(path)}
    stale = [f"{room.name}: {key[1]!r} is in no django.po" for room in rooms() for key in sentences(room) - known]
    print("\n".join(sorted(stale)) or "Translations: every sentence of templates and code has its place.")
    return 1 if stale else 0


def sentences(room: Path) -> set[tuple[str | None, str]]:
    """Every sentence of a room's templates and code, as (context, Dutch)."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / room.name
        shutil.copytree(room, copy, ignore=shutil.ignore_patterns("static", "tests", "locale", "__pycache__"))
        _makemessages(copy, ENGLISH)
        found = copy / "locale" / ENGLISH / "LC_MESSAGES" / "django.po"
        return {_key(message) for message in read(found) if message.id} if found.exists() else set()


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _makemessages(room: Path, language: str) -> None:
    # -P: a room may hold a module with the name of one of Python's own (`numbers.py`).
    (room / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-P", "-m", "django", "makemessages", "--locale", language, "--no-wrap", "--no-obsolete"]
    with tempfile.TemporaryDirectory() as empty:
        # Outside any settings: the sentences are in the files, no database or app is needed to find them.
        settings = Path(empty) / "only_messages.py"
        settings.write_text("USE_I18N = True\nLANGUAGE_CODE = 'nl'\nSECRET_KEY = 'x'\n")
        done = subprocess.run(
            [*command, "--add-location", "file", "--ignore", "tests/*"],
            cwd=room,
            env={"PYTHONPATH": empty, "DJANGO_SETTINGS_MODULE": "only_messages", "PATH": _path()},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(f"makemessages failed in {room.name}:\n{done.stderr}")


def _path() -> str:
    gettext = shutil.which("xgettext")
    return f"{Path(gettext).parent if gettext else ''}:/usr/bin:/bin"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The English texts of the house.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("compile", help="every .po becomes a .mo")
    verbs.add_parser("check", help="nothing untranslated, doubtful or contradictory")
    extracting = verbs.add_parser("extract", help="bring the .po files up to date (needs gettext)")
    extracting.add_argument("--check", action="store_true", help="only say whether they are up to date")
    chosen = parser.parse_args(arguments)
    if chosen.verb == "compile":
        print(f"Translations: {compile_all()} compiled.")
        return 0
    if chosen.verb == "extract":
        return extract(check_only=chosen.check)
    found = problems()
    print("\n".join(found[:40]) or f"Translations: {len(catalogs())} files complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
