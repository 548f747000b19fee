from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "vuistregel.guide"
    label = "guide"

    def ready(self) -> None:
        from vuistregel.guide import navigation  # noqa: F401  (registers its place in the bar)
