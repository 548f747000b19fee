from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "vuistregel.example"
    label = "example"
