"""A missing, doubtful or contradictory English text does not pass."""

from __future__ import annotations

import gettext
import shutil
from pathlib import Path

import pytest
import translations

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "house"


def write(package: Path, room: str, entries: str) -> Path:
    path = package / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + entries)
    return path


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('msgid "Dag"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Dag"\nmsgstr "Night"\n', "fuzzy"),
        ('msgid "Dag %(name)s"\nmsgstr "Day"\n', "differ in placeholders"),
        ('msgid "Dag {name}"\nmsgstr "Day {naam}"\n', "differ in placeholders"),
        ('msgid "%(n)s dag"\nmsgid_plural "%(n)s dagen"\nmsgstr[0] "%(n)s day"\nmsgstr[1] ""\n', "has no translation"),
        ('msgid "%(n)s dag"\nmsgid_plural "%(n)s dagen"\nmsgstr[0] "%(n)s day"\nmsgstr[1] "days"\n', "placeholders"),
    ],
)
def test_what_is_not_in_order_is_named(package: Path, entries: str, problem: str) -> None:
    write(package, "steps", entries)

    (found,) = translations.problems(package)
    assert problem in found
    assert "steps/locale/en/LC_MESSAGES/django.po:" in found


def test_two_rooms_that_say_one_sentence_differently_are_found(package: Path) -> None:
    write(package, "rights", 'msgid "Stap"\nmsgstr "Step"\n')
    write(package, "steps", 'msgid "Stap"\nmsgstr "Stage"\n')

    (found,) = translations.problems(package)
    assert "said otherwise in house/rights" in found


def test_a_complete_file_passes_and_compiles_without_gettext(package: Path) -> None:
    entries = 'msgid "dag"\nmsgid_plural "%(n)s dagen"\nmsgstr[0] "day"\nmsgstr[1] "%(n)s days"\n'
    path = write(package, "steps", 'msgid "Hallo"\nmsgstr "Hello"\n\n' + entries)

    assert translations.problems(package) == []
    assert translations.compile_all(package) == 1
    with path.with_suffix(".mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Hallo") == "Hello"
    assert english.ngettext("dag", "%(n)s dagen", 2) == "%(n)s days"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="taking sentences out of templates needs GNU gettext")
def test_a_sentence_in_a_template_or_in_code_is_found(tmp_path: Path) -> None:
    room = tmp_path / "numbers"
    (room / "templates").mkdir(parents=True)
    (room / "templates" / "page.html").write_text('{% load i18n %}{% translate "Naar het begin" %}')
    (room / "numbers.py").write_text("from django.utils.translation import gettext as _\n_('Bewaar')\n")

    assert translations.sentences(room) == {(None, "Naar het begin"), (None, "Bewaar")}


def test_the_house_speaks_english_everywhere() -> None:
    assert translations.problems() == []
