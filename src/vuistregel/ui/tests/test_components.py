"""What a component shows for what it is given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override

from vuistregel import clock
from vuistregel.decisions import Reason, no
from vuistregel.ui import norm_notes, shapes
from vuistregel.words import Words, same


@pytest.fixture(autouse=True)
def real_time(settings) -> None:
    settings.EXAMPLE = False


def draw(source: str, language: str = "nl", **context: Any) -> str:
    """A piece of template, compiled as the house's templates are."""
    from django_cotton.compiler_regex import CottonCompiler

    with override(language):
        return engines["django"].from_string(CottonCompiler().process(source)).render(context)


def test_a_step_that_is_not_in_order_shows_the_circled_count_and_says_it():
    html = draw('<c-step number="3" name="Afspraken" state="not_in_order" :count="1" />')
    assert '<span class="vr-count" aria-hidden="true">1</span>' in html
    assert "1 ding klopt nog niet" in html
    assert "1 thing is not right yet" in draw('<c-step number="3" state="not_in_order" :count="1" />', "en")


@pytest.mark.parametrize(("state", "word"), [("in_order", "in orde"), ("no_checks", "nog niets om te controleren")])
def test_a_step_without_faults_says_its_state(state: str, word: str):
    assert word in draw('<c-step number="1" :state="state" />', state=state)


def test_only_the_step_that_is_asked_for_stands_open():
    assert "<details" in draw('<c-step number="1" />')
    assert " open>" not in draw('<c-step number="1" />')
    assert " open>" in draw('<c-step number="1" open="yes" />')


def test_a_check_lists_what_fails_with_the_link_that_mends_it():
    items = (shapes.Item("Mees A.", same("geen adres"), "/mees/", Words("Vul in", "Fill in")),)
    html = draw(
        '<c-check question="Bereikbaar?" state="fails" count="1 van 2." :items="items" :more="4" more_url="/alle/" />',
        items=items,
    )
    assert '<a class="utrecht-link" href="/mees/">Vul in</a>' in html
    assert 'href="/alle/"' in html
    assert 'aria-label="Niet in orde"' in html


def test_names_from_outside_cannot_become_markup():
    person = shapes.Person("<b>Kim</b> O'Brien", "r")
    html = draw('<c-person :person="person" />', person=person)
    assert "&lt;b&gt;Kim&lt;/b&gt; O&#x27;Brien" in html
    assert "<b>Kim</b>" not in html


def test_a_due_date_is_a_day_with_how_long_still_and_its_sum():
    today = clock.today()
    due = shapes.Due(today, (shapes.DueLine("Ontvangen", today, "telt niet mee"),))
    html = draw('<c-due :due="due" />', due=due)
    assert '<span class="vr-marker">vandaag</span>' in html
    assert "telt niet mee" in html


def test_reasons_are_numbered_and_say_who_and_why():
    decision = no(
        Reason(Words("Zij zei nee.", "She said no."), about="Lina"), Reason(Words("Te laat.", "Late."), binding=False)
    )
    html = draw('<c-reasons :decision="decision" />', decision=decision)
    assert html.index("Lina") < html.index("Zij zei nee.") < html.index("Te laat.")
    assert html.count('class="vr-count"') == 2
    assert "geeft nu niet de doorslag" in html


def test_progress_is_said_in_words_and_the_bar_repeats_it():
    html = draw('<c-progress words="4 van de 5" :value="4" :most="5" rest="Nog een." />')
    assert '<progress class="vr-progress__bar" value="4" max="5" aria-label="4 van de 5">' in html


def test_old_and_new_are_heard_as_well_as_seen():
    assert "vervallen:" in draw("<c-old>4A</c-old>")
    assert "nieuw:" in draw("<c-new>4B</c-new>")


def test_a_link_that_looks_like_a_button_is_a_link_and_a_button_a_button():
    assert draw('<c-button href="/x/">Ga</c-button>').startswith("<a ")
    html = draw('<c-button look="primary" type="submit" name="a">Bewaar</c-button>')
    assert html.startswith("<button ")
    assert 'type="submit"' in html
    assert "primary-action" in html


def test_a_component_takes_nothing_from_the_page_around_it():
    html = draw('<c-check question="Q" />', items=[shapes.Item("leak")], fails="leak", norm="leak", more=3)
    assert "leak" not in html


def test_the_fold_of_a_norm_says_article_and_since_when():
    note = norm_notes.note("access.need-to-know", date(2026, 11, 23))
    assert note is not None
    html = draw('<c-norm id="access.need-to-know" />')
    assert str(note.text) in html
    assert "<dt>Geldt sinds</dt>" in html or not note.since


def test_a_chart_of_one_day_says_when_to_come_back():
    assert "Kom morgen terug" in draw('<c-chart :chart="chart" />', chart=None)


def test_the_head_of_a_page_is_left_out_when_nothing_is_said_in_it():
    source = "{% load vuistregel %}{% unless_empty %}<div><h1>{{ finding }}</h1></div>{% end_unless_empty %}"
    assert draw(source, finding=" ") == ""
    assert draw(source, finding="Zo staat het.") == "<div><h1>Zo staat het.</h1></div>"
