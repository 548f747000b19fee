from django.apps import AppConfig
from django.utils.translation import get_language

from vuistregel import words


class UiConfig(AppConfig):
    name = "vuistregel.ui"
    label = "ui"

    def ready(self) -> None:
        from vuistregel.ui import form_words

        form_words.speak()
        words.set_reader(lambda: get_language() or "nl")
