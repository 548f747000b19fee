"""Rules for every template of the house: a strict content policy holds, components are used as they declare."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.template.loader import get_template

from vuistregel.ui.tests.sources import COMPONENTS, HOUSE, PAGES, name_of, without_comments

#: Understood by every component of the library itself.
OF_THE_LIBRARY: Final = {"is", "attrs", "only"}
TAG: Final = re.compile(r"<c-([a-z-]+)((?:\s+[^\s/>\"'=<>`]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*/?>", re.S)
ATTRIBUTE: Final = re.compile(r"([^\s/>\"'=<>`]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?", re.S)
DJANGO: Final = re.compile(r"{{.*?}}|{%.*?%}", re.S)


def plain(template: str) -> str:
    """The template without its Django tags, so that only HTML and components are looked at."""
    return DJANGO.sub("x", without_comments(template))


@cache
def declared(component: str) -> frozenset[str] | None:
    """What a component takes; None for one that passes everything on."""
    text = (COMPONENTS / f"{component.replace('-', '_')}.html").read_text(encoding="utf-8")
    if "{{ attrs }}" in text:
        return None
    found = re.search(r"<c-vars\s(.*?)/>", text, re.S)
    return frozenset(name.lstrip(":") for name in ATTRIBUTE.findall(found.group(1))) if found else frozenset()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_template_holds_a_style_or_a_script_that_the_policy_would_refuse(page: Path):
    text = plain(page.read_text(encoding="utf-8"))
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|\shx-on|\shx-vals\s*=\s*['\"]js", text) == []
    scripts = [
        tag for tag in re.findall(r"<script\b[^>]*>", text) if " src=" not in tag and "application/json" not in tag
    ]
    assert scripts == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_components_get_only_what_they_declare(page: Path):
    text = plain(page.read_text(encoding="utf-8"))
    wrong = []
    for name, attributes in TAG.findall(text):
        if name in {"vars", "slot"}:
            continue
        assert (COMPONENTS / f"{name.replace('-', '_')}.html").is_file(), f"there is no component c-{name}"
        takes = declared(name)
        given = {attribute.lstrip(":") for attribute in ATTRIBUTE.findall(attributes)}
        if takes is not None and (unknown := given - takes - OF_THE_LIBRARY):
            wrong.append(f"c-{name} does not take {', '.join(sorted(unknown))}")
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_out_of_the_house_load_nothing(page: Path):
    text = plain(page.read_text(encoding="utf-8"))
    assert re.findall(r"""(?:src|href|action)\s*=\s*["']https?://[^"']*["']""", re.sub(r"<a\b[^>]*>", "", text)) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_template_compiles(page: Path):
    parts = page.relative_to(HOUSE).parts
    get_template("/".join(parts[2:]))


def test_the_rule_about_components_finds_a_wrong_attribute():
    name, attributes = TAG.findall('<c-empty url="#" colour="red">x</c-empty>')[0]
    takes = declared(name)
    assert takes is not None
    assert set(ATTRIBUTE.findall(attributes)) - takes == {"colour"}
