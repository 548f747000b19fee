"""YAML read with its line numbers, and without the two ways in which YAML hides mistakes.

A key that stands twice is a problem, not the last one; every mapping remembers on which line each key stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from vuistregel.norms.errors import Problem
from vuistregel.norms.model import Place

#: The C reader where the platform has it: start-up is some ten times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Section(dict[str, Any]):
    """A mapping from a file. `place` is where it starts, `place_of(key)` where a key stands."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._lines: dict[str, int] = {}

    def put(self, key: str, value: Any, line: int) -> None:
        self[key] = value
        self._lines[key] = line

    def place_of(self, key: str) -> Place:
        return Place(self.place.file, self._lines.get(key, self.place.line))


def read(path: Path, problems: list[Problem]) -> Section | None:
    """The file as a Section; None, and a problem, when it is not a YAML mapping."""
    text = path.read_text(encoding="utf-8")
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            problems.append(Problem(Place(path.name, 1), "the file is not a mapping"))
            return None
        section = _plain(node, path.name, loader, problems)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(Place(path.name, line), f"not readable as YAML: {error.problem}"))
        return None
    except ValueError as error:
        problems.append(Problem(Place(path.name, 1), f"a value cannot be read: {error}"))
        return None
    finally:
        loader.dispose()
    return section if isinstance(section, Section) else None


def _plain(node: yaml.Node, file: str, loader: Any, problems: list[Problem]) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, loader, problems) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    section = Section(Place(file, node.start_mark.line + 1))
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in section:
            problems.append(Problem(Place(file, line), f"'{key}' stands here a second time"))
            continue
        section.put(key, _plain(value_node, file, loader, problems), line)
    return section
