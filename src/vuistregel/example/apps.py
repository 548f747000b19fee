from django.apps import AppConfig
from django.conf import settings


class ExampleConfig(AppConfig):
    name = "vuistregel.example"
    label = "example"

    def ready(self) -> None:
        if settings.EXAMPLE:
            from vuistregel.example import cast  # noqa: F401  (registers the sign-in buttons)
