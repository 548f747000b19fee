"""A style sheet that changed is fetched anew; one that did not is kept by the browser."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import storage
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client

SHEET = "vuistregel/theme.css"


def test_before_anything_was_collected_a_file_has_its_own_name() -> None:
    assert static(SHEET) == f"/static/{SHEET}"


def test_what_serve_collected_has_a_name_of_its_contents_and_is_kept_for_ever(
    settings, tmp_path: Path, monkeypatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    monkeypatch.setattr(storage, "staticfiles_storage", storage.ConfiguredStorage())
    monkeypatch.setattr("whitenoise.middleware.staticfiles_storage", storage.staticfiles_storage)

    address = static(SHEET)
    served = Client().get(address)

    assert address.startswith("/static/vuistregel/theme.")
    assert address != f"/static/{SHEET}"
    assert (tmp_path / address.removeprefix("/static/")).read_bytes() == b"".join(served)
    assert "immutable" in served["Cache-Control"]
    assert "immutable" not in Client().get(f"/static/{SHEET}")["Cache-Control"]
