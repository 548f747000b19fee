"""A person in a log is found, and the search never shows her again."""

from __future__ import annotations

from pathlib import Path

import pytest
import search_logs


@pytest.mark.parametrize("line", ["GET /leerling/ Noor Verhulst", "key 999911120 twice", "to noor@school.example"])
def test_a_name_a_number_or_an_address_in_a_log_is_found_by_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "web.log").write_text(f"started\n{line}\nstopped\n")

    assert search_logs.search(tmp_path, ["Verhulst"]) == [f"{tmp_path / 'web.log'}:2"]


def test_what_only_looks_like_a_name_or_number_is_not_a_person(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("Verhulstlaan opened at 1764000000 in 123456789 ns, release 1.123456782\n")

    assert search_logs.search(tmp_path, ["Verhulst"]) == []


def test_a_search_for_nobody_is_an_error_and_not_a_success(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="proves nothing"):
        search_logs.search(tmp_path, [])


def test_an_empty_folder_is_not_in_order(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(search_logs, "example_people", lambda: ["Noor Verhulst"])

    assert search_logs.main([str(tmp_path)]) == 1
    assert "nothing was searched" in capsys.readouterr().err


def test_the_found_text_is_not_printed_again(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(search_logs, "example_people", lambda: ["Noor Verhulst"])
    (tmp_path / "web.log").write_text("x Noor Verhulst\n")

    assert search_logs.main([str(tmp_path)]) == 1
    assert "Verhulst" not in capsys.readouterr().out
