"""One look for every form of the house, allauth's included: Django's own rendering, dressed here.

`{{ form }}` gives the summary of errors and all fields; `{{ form.name.as_field_group }}` one field with its label
above, its help, its error in words with a mark, and the aria links between them.
"""

from __future__ import annotations

from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_TEXTBOX: Final = "utrecht-textbox utrecht-textbox--html-input"
_WIDGETS: Final = "django/forms/widgets/"

#: Classes per widget template. Hidden fields, options and composite widgets carry none.
_DRESS: Final = {
    **{
        f"{_WIDGETS}{name}.html": _TEXTBOX
        for name in ("text", "email", "password", "tel", "url", "search", "time", "datetime")
    },
    f"{_WIDGETS}date.html": f"{_TEXTBOX} vr-input--date",
    f"{_WIDGETS}number.html": f"{_TEXTBOX} vr-input--number",
    f"{_WIDGETS}textarea.html": "utrecht-textarea utrecht-textarea--html-textarea",
    f"{_WIDGETS}select.html": "utrecht-select utrecht-select--html-select",
    f"{_WIDGETS}radio_option.html": "utrecht-radio-button utrecht-radio-button--html-input",
    f"{_WIDGETS}checkbox.html": "utrecht-checkbox utrecht-checkbox--html-input",
    f"{_WIDGETS}checkbox_option.html": "utrecht-checkbox utrecht-checkbox--html-input",
    f"{_WIDGETS}file.html": "vr-file",
    f"{_WIDGETS}clearable_file_input.html": "vr-file",
}


class Renderer(TemplatesSetting):
    """Renders forms with the templates of this room and gives each widget the class of its component."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget")
        if widget is not None:
            dress(widget)
        return super().render(template_name, context, request)


def dress(widget: dict[str, Any]) -> None:
    """Add our class in front of the author's. Options of a choice are dressed with their parent."""
    classes = _DRESS.get(widget.get("template_name", ""))
    if classes:
        own = widget["attrs"].get("class", "")
        if classes not in own:
            widget["attrs"] = widget["attrs"] | {"class": f"{classes} {own}".strip()}
    for _group, options, _index in widget.get("optgroups", ()):
        for option in options:
            dress(option)
    for part in widget.get("subwidgets", ()):
        dress(part)
