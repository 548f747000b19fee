from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "vuistregel.texts"
    label = "texts"
