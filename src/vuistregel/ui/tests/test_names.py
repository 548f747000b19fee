from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.ui.names import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Noor Achterkamp", "NA"),
        ("Hanneke van der Tolk", "HT"),
        ("Yara", "Y"),
        ("Çağla Şahin-de Wit", "ÇŞ"),
        ("Anna Maria Josefa Prins", "AP"),
        ("van Dam", "D"),
        ("de van", "DV"),
        ("", ""),
        ("   ", ""),
        ("4711", ""),
    ],
)
def test_initials_are_those_of_the_first_and_the_family_name(name: str, letters: str):
    assert initials(name) == letters


@given(st.text(max_size=60))
def test_a_circle_never_holds_more_than_two_letters(name: str):
    assert sum(not sign.isspace() for sign in initials(name)) <= 6  # ß becomes SS, ligatures become three
    assert len(initials(name).split()) <= 1
