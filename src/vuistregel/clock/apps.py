from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "vuistregel.clock"
    label = "clock"
