"""Every mark that a page or a rule asks for is drawn, and every state has a form of its own."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from lxml import etree

from vuistregel.ui import marks
from vuistregel.ui.tests.sources import PAGES, STATIC, name_of


def drawn() -> set[str]:
    sprite = etree.fromstring((STATIC / "marks.svg").read_bytes())
    return {str(symbol.attrib["id"]) for symbol in sprite.iter("{http://www.w3.org/2000/svg}symbol")}


def test_the_sprite_and_the_list_of_names_agree():
    assert drawn() == marks.ICONS


def test_every_mark_in_a_template_is_drawn():
    asked = {
        f"{name_of(page)}: {name}"
        for page in PAGES
        for name in re.findall(r'(?:{% mark |\b(?:icon|mark)=)"([a-z-]+)"', page.read_text(encoding="utf-8"))
        if name not in marks.ICONS
    }
    assert asked == set()


def test_every_state_has_a_drawing():
    groups = (marks.STEPS, marks.CHECKS, marks.DECISIONS, marks.TURNS, marks.DIFFERENCES, marks.NOTICES)
    assert {mark.icon for group in groups for mark in group.values()} <= marks.ICONS


@pytest.mark.parametrize("group", [marks.STEPS, marks.CHECKS, marks.DECISIONS, marks.DIFFERENCES])
def test_states_beside_each_other_differ_in_form_and_not_only_in_colour(group: dict[str, marks.Mark]):
    assert len({mark.icon for mark in group.values()}) == len(group)


def test_a_mark_that_is_not_drawn_is_refused_with_the_way_to_mend_it():
    with pytest.raises(marks.UnknownMark, match=r"marks\.svg"):
        Template('{% load vuistregel %}{% mark "unicorn" %}').render(Context())


def test_a_mark_is_silent_beside_its_word_and_speaks_where_it_stands_alone():
    silent = Template('{% load vuistregel %}{% mark "krul" "ok" %}').render(Context())
    speaking = Template('{% load vuistregel %}{% mark "krul" "ok" word %}').render(Context({"word": 'in "orde"'}))
    assert 'aria-hidden="true"' in silent
    assert 'role="img" aria-label="in &quot;orde&quot;"' in speaking
