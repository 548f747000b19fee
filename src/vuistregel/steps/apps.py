from django.apps import AppConfig


class StepsConfig(AppConfig):
    name = "vuistregel.steps"
    label = "steps"

    def ready(self) -> None:
        from vuistregel.steps import house_checks, jobs, navigation  # noqa: F401  (registers what each holds)
