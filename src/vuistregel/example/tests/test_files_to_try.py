"""The files that a newcomer takes in belong together."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from vuistregel.example.board import leave_files_to_try


def test_the_parents_to_try_fit_the_pupils_to_try(tmp_path: Path) -> None:
    leave_files_to_try(tmp_path, date(2026, 11, 24))

    roster, contacts = (tmp_path / "leerlingen.xml").read_text(), (tmp_path / "ouders.csv").read_text()

    pupils = set(re.findall(r'<leerling key="([^"]+)"', roster))
    about = set(re.findall(r"\b0\d{4}\b", contacts))
    assert "00999" in pupils and "00999" in about
    assert about <= pupils
