"""Names, relations and roles as files spell them, brought back to what the house compares and keeps."""

from __future__ import annotations

import pytest

from vuistregel.organisation.roster.relations import relation_of
from vuistregel.organisation.roster.roles import asked, followed
from vuistregel.organisation.roster.spelling import first_name, fold, same_name, similar_name, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van 't Hóff", "VAN T HOFF"),
        ("Zoë", "zoe"),
        ("  de   Vries ", "de vries"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_one_human_being_has_one_first_name_and_one_family_name_where_both_are_known() -> None:
    assert same_name(("Zoë", "Bos"), ("Zoe", "BOS")) and same_name(("Zoë", ""), ("Zoë", "Bos"))
    assert not same_name(("Zoë", "Bos"), ("Zara", "Bos")) and not same_name(("Zoë", "Bos"), ("Zoë", "Vos"))


def test_likeness_is_a_family_name_with_a_first_letter() -> None:
    assert similar_name(("M.", "Aziz"), ("Mariam", "Aziz")) and similar_name(("", "Aziz"), ("Mariam", "Aziz"))
    assert not similar_name(("Joost", "Aziz"), ("Mariam", "Aziz")) and not similar_name(("M.", ""), ("M.", ""))


def test_dutch_names_sort_by_family_name_without_prefix() -> None:
    names = [("Wester", "de", "Finn"), ("Adema", "van der", "Noor"), ("Oord", "", "Bo")]
    assert sorted(sort_key(*name) for name in names) == ["adema noor van der", "oord bo", "wester finn de"]


def test_call_name_goes_before_given_names_and_initials() -> None:
    assert (
        first_name("Lot", "Charlotte Anna", "C."),
        first_name("", "Charlotte Anna", "C."),
        first_name("", "", "C."),
    ) == (
        "Lot",
        "Charlotte",
        "C.",
    )


def test_relation_never_says_anything_about_authority() -> None:
    assert [relation_of(word) for word in ("Moeder", "VADER", "voogd", "stiefvader", "buurvrouw", "")] == [
        "mother",
        "father",
        "guardian",
        "father",
        "other",
        "other",
    ]


@pytest.mark.handbook("R10.4")
def test_roles_that_open_a_whole_school_are_asked_and_those_of_a_group_follow() -> None:
    assert followed(["LRK", "DIR"], has_groups=True) == ("teacher",) and asked(["LRK", "DIR"]) == ("director",)
    assert followed(["IB"], has_groups=False) == ("internal_counsellor",)
    assert followed([], has_groups=True) == ("teacher",) and followed([], has_groups=False) == ()
    assert followed(["STA", "OUD", "ICT"], has_groups=True) == () and asked(["ADM"]) == ("administrator",)
