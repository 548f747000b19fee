"""A fault in the files is found at start, with its file and line; all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from vuistregel.norms.book import NormBook
from vuistregel.norms.errors import NormErrors
from vuistregel.norms.tests.folders import SOURCES, a_folder, a_period, an_entry, line_of


def problems(folder: Path) -> list[str]:
    try:
        NormBook(folder)
    except NormErrors as errors:
        return str(errors).splitlines()
    return []


def test_a_folder_that_is_right_loads(tmp_path: Path) -> None:
    assert problems(a_folder(tmp_path)) == []


def test_a_day_without_law_between_two_periods_is_found_at_the_later_one(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        an_entry(a_period(from_="2001-09-01", until="2018-05-23"), a_period(from_="2018-05-25")),
    )
    line = line_of(folder, "regime: avg", nth=2)
    assert problems(folder) == [
        f"trial.yaml:{line}: trial.term: nothing holds from 2018-05-24 until this row begins",
    ]


@pytest.mark.parametrize(
    ("article", "reference", "untold"),
    [
        ("richtlijn", "", "richtlijn"),
        ("AVG 5 lid 2; bijlage III", "", "bijlage III"),
        ("richtlijn", "{nl: richtlijn, en: richtlijn}", "richtlijn"),
        ("richtlijn", "een richtlijn", "een richtlijn"),
    ],
)
def test_a_place_in_the_law_is_said_in_both_languages(
    tmp_path: Path, article: str, reference: str, untold: str
) -> None:
    folder = a_folder(tmp_path, an_entry(a_period(article=article, reference=reference)))

    assert problems(folder) == [
        f"trial.yaml:{line_of(folder, 'regime: avg')}: trial.term: '{untold}' does not read as a law and its article: "
        "'reference' says it, in Dutch and in English"
    ]


def test_a_place_that_is_no_article_is_right_with_both_languages(tmp_path: Path) -> None:
    period = a_period(article="richtlijn", reference="{nl: richtlijn, en: guideline}")
    assert problems(a_folder(tmp_path, an_entry(period))) == []


def test_a_gap_that_is_declared_is_no_fault(tmp_path: Path) -> None:
    earlier = a_period(from_="2001-09-01", until="2018-05-23")
    assert problems(a_folder(tmp_path, an_entry(earlier, a_period(from_="2018-05-25", gap="true")))) == []


def test_a_gap_in_one_sector_only_is_found(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        an_entry(a_period(until="2018-05-24"), a_period(from_="2018-05-25", scope="[po]"))
        + an_entry(a_period(until="2018-05-24"), a_period(from_="2020-01-01", scope="[vo]"), id_="other.term"),
    )
    assert [p.split(": ")[1] for p in problems(folder)] == ["other.term"]


def test_two_rows_on_one_day_for_one_school_are_found(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        an_entry(a_period(scope="[po, so]", until="2018-05-25"), a_period(from_="2018-05-25", scope="[so, vo]")),
    )
    first, second = line_of(folder, "regime: avg"), line_of(folder, "regime: avg", nth=2)
    assert problems(folder) == [f"trial.yaml:{second}: trial.term: holds on the same days as trial.yaml:{first}"]


def test_rows_for_other_sectors_or_another_subject_or_another_kind_do_not_overlap(tmp_path: Path) -> None:
    rows = (
        a_period(scope="[po]"),
        a_period(scope="[vo]"),
        a_period(scope="[vo]", subject="cluster"),
        a_period(regime="house"),
    )
    assert problems(a_folder(tmp_path, an_entry(*rows))) == []


def test_an_unknown_unit_names_the_known_ones(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, an_entry(a_period(unit="fortnights")))
    found = problems(folder)
    assert found[0].startswith(
        f"trial.yaml:{line_of(folder, 'fortnights')}: trial.term: unknown unit 'fortnights'; known"
    )
    assert "weeks" in found[0]


def test_a_key_that_stands_twice_is_found_where_it_stands_again(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, an_entry(a_period() + "        value: 5\n"))
    assert problems(folder) == [f"trial.yaml:{line_of(folder, 'value: 5')}: 'value' stands here a second time"]


def test_an_id_that_stands_twice_is_found_also_in_another_file(tmp_path: Path) -> None:
    other = "shelf: {nl: Ander, en: Other}\norder: 2\nnorms:\n" + an_entry(a_period(regime="house"))
    folder = a_folder(tmp_path, an_entry(), zz=other)
    line = line_of(folder, "id: trial.term")
    assert f"zz.yaml:4: trial.term already stands at trial.yaml:{line}" in problems(folder)


def test_an_unknown_key_is_found_on_its_line(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, an_entry(a_period(colour="blue")))
    assert problems(folder) == [f"trial.yaml:{line_of(folder, 'colour')}: trial.term: unknown key 'colour'"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"sources": "[]"}, "'sources' is missing"),
        pytest.param({"sources": "[LAW, GONE]"}, "unknown source 'GONE'", marks=pytest.mark.handbook("R2.33")),
        ({"checked_on": ""}, "'checked_on' is missing"),
        ({"regime": "roman"}, "unknown regime 'roman'"),
        ({"scope": "[mbo]"}, "unknown sector 'mbo'"),
        ({"scope": "[po, po]"}, "a sector stands twice"),
        ({"value": "four"}, "a value in weeks is a number of zero or more"),
        ({"value": "true"}, "a value in weeks is a number of zero or more"),
        ({"value": "-1"}, "a value in weeks is a number of zero or more"),
        ({"value": "''", "unit": "rule"}, "a value of unit rule is a text"),
        ({"value": "13-40", "unit": "month-day"}, "a value of unit month-day is 'MM-DD' or 'MM-DD..MM-DD'"),
        ({"value": "3", "unit": "list"}, "a value of unit list is a list of texts"),
        ({"value": "3", "unit": "none"}, "a value of unit none is empty"),
        ({"from": "2020-01-01", "until": "2019-12-31"}, "'until' lies before 'from'"),
        ({"from": "gisteren"}, "'from' is not a date"),
        ({"verification": "perhaps"}, "unknown verification 'perhaps'; known are verified, partly, memory"),
        ({"prevails": "true"}, "only a promise can be marked 'prevails'"),
        ({"text": "{nl: Binnen 4 weken.}"}, "'text': A sentence is missing in one language"),
        ({"text": "{nl: TODO, en: Later.}"}, "a text is not finished"),
        ({"text": "{nl: Binnen ..., en: Within 4 weeks.}"}, "a text is not finished"),
    ],
)
def test_a_fault_in_a_row_is_named(tmp_path: Path, wrong: dict[str, str], message: str) -> None:
    folder = a_folder(tmp_path, an_entry(a_period(**wrong)))
    found = problems(folder)
    assert len(found) == 1
    assert message in found[0]
    row = range(line_of(folder, "- "), len((folder / "trial.yaml").read_text(encoding="utf-8").splitlines()) + 1)
    assert int(found[0].split(":")[1]) in row


def test_a_row_from_memory_needs_no_day_of_check(tmp_path: Path) -> None:
    assert problems(a_folder(tmp_path, an_entry(a_period(checked_on="", verification="memory")))) == []


@pytest.mark.parametrize(("more", "message"), [
    ("    chapter: 11\n", "the handbook has chapters 1 to 10"),
    ("    handbook: [R-2]\n", "'R-2' is no number of the handbook's requirements"),
    ("    stricter_: higher\n", "unknown key 'stricter_'"),
])  # fmt: skip
def test_a_fault_in_an_entry_is_named(tmp_path: Path, more: str, message: str) -> None:
    assert any(message in problem for problem in problems(a_folder(tmp_path, an_entry(more=more))))


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        an_entry(a_period(unit="fortnights"), id_="one.term"),
        an_entry(a_period(sources="[GONE]"), id_="two.term"),
        differences="differences:\n  - key: x\n    subject: X\n    handbook: X\n    today: X\n"
        "    since: 2018-05-25\n    norms: [no.such]\n",
        sources=SOURCES.replace("as_of: 2026-11-23\n", ""),
    )
    found = problems(folder)
    assert [problem.split(":")[0] for problem in found] == [
        "differences.yaml", "sources.yaml", "trial.yaml", "trial.yaml",
    ]  # fmt: skip
    assert "unknown norm 'no.such'" in found[0]


def test_a_file_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, broken="shelf: {nl: Proef\norder: 1\n")
    assert [p.split(":")[0] for p in problems(folder)] == ["broken.yaml"]
    assert "not readable as YAML" in problems(folder)[0]


def test_a_missing_file_of_sources_is_told(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "sources.yaml").unlink()
    assert "sources.yaml:1: the file is missing" in problems(folder)
