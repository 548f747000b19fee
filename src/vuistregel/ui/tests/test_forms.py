"""Every form looks and speaks alike: label above, error in words with a mark, linked for whoever hears the page."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from vuistregel.ui.forms import Renderer, dress


class Example(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de klassenlijst")
    born = forms.DateField(label="Geboren op")
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")])
    may = forms.ChoiceField(label="Mag het?", choices=[("y", "Ja"), ("n", "Nee")], widget=forms.RadioSelect)
    note = forms.CharField(label="Toelichting", required=False, widget=forms.Textarea(attrs={"class": "vr-wide"}))
    sure = forms.BooleanField(label="Zeker")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def wrong() -> str:
    form = Example({"born": "31-2-2019"})
    form.is_valid()
    return str(form)


def test_an_error_is_linked_to_its_field():
    page = wrong()
    field = re.search(r'<input type="text" name="name"[^>]*>', page)
    assert field is not None
    assert 'aria-invalid="true"' in field.group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in field.group()
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page


def test_the_summary_at_the_top_leads_to_each_field_that_is_wrong():
    page = wrong()
    summary = page[page.index('role="alert"') : page.index("</ul>")]
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in page
    assert summary.count("<li>") == 5
    assert "5 dingen" in summary


def test_a_form_without_errors_has_no_summary():
    assert "vr-summary" not in str(Example())


def test_errors_say_what_one_can_do():
    page = wrong()
    assert "Dit is nog leeg. Vul het in." in page
    assert "Deze dag bestaat niet. Kijk de dag en de maand na." in page
    assert "Zet hier een vinkje om verder te gaan." in page


def test_what_was_typed_stays():
    assert 'value="31-2-2019"' in wrong()


def test_nothing_is_chosen_in_advance():
    assert "checked" not in str(Example())


def test_an_optional_field_says_so_and_a_required_one_does_not():
    page = str(Example())
    assert page.count("(hoeft niet)") == 1


def test_widgets_wear_the_clothes_of_their_component_and_keep_their_own():
    page = str(Example())
    assert 'class="utrecht-textarea utrecht-textarea--html-textarea vr-wide"' in page
    assert 'class="utrecht-select utrecht-select--html-select"' in page
    assert page.count("utrecht-radio-button--html-input") == 2
    hidden = re.search(r'<input type="hidden"[^>]*>', page)
    assert hidden is not None
    assert "class" not in hidden.group()


def test_a_choice_is_a_group_with_a_name():
    page = str(Example())
    assert re.search(r'<fieldset class="vr-field" id="id_may">\s*<legend class="utrecht-form-label">Mag het\?', page)


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = Example({})
    form.is_valid()
    form.add_error(None, "Iemand anders veranderde dit <intussen>.")
    assert "Iemand anders veranderde dit &lt;intussen&gt;." in str(form)


def test_dressing_twice_changes_nothing_more():
    widget: dict[str, Any] = {"template_name": "django/forms/widgets/text.html", "attrs": {}}
    dress(widget)
    once = dict(widget["attrs"])
    dress(widget)
    assert widget["attrs"] == once


def test_the_house_renders_its_forms_by_this_renderer(settings):
    assert f"{Renderer.__module__}.{Renderer.__qualname__}" == settings.FORM_RENDERER
