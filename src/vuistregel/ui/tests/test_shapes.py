from __future__ import annotations

from vuistregel.ui.shapes import Cell, Column, Grid, SchoolRow, Task, Today

COLUMNS = (Column(1, "Weten", "Weten"),)


def school(name: str, state: str = "in_order") -> SchoolRow:
    return SchoolRow(name, "#", (Cell(1, state, 2 if state == "not_in_order" else 0),))


def test_a_short_list_of_schools_is_shown_whole():
    rows = tuple(school(f"School {n}") for n in range(12))
    grid = Grid(COLUMNS, rows)
    assert grid.shown == rows
    assert grid.folded == ()


def test_a_long_list_shows_what_is_open_and_folds_the_rest():
    rows = (school("Open", "not_in_order"), *(school(f"School {n}") for n in range(12)))
    grid = Grid(COLUMNS, rows)
    assert [r.name for r in grid.shown] == ["Open"]
    assert len(grid.folded) == 12


def test_today_shows_five_and_says_how_many_more():
    tasks = [Task(f"Taak {n}", "#", "vandaag") for n in range(12)]
    today = Today.of(tasks, "/taken/")
    assert len(today.tasks) == 5
    assert today.more == 7
