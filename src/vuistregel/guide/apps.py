from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "vuistregel.guide"
    label = "guide"
