from django.apps import AppConfig


class StepsConfig(AppConfig):
    name = "vuistregel.steps"
    label = "steps"

    def ready(self) -> None:
        from vuistregel.steps import jobs, navigation  # noqa: F401  (registers the daily snapshot and the menu)
