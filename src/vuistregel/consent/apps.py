from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "vuistregel.consent"
    label = "consent"

    def ready(self) -> None:
        # Importing is registering: where rows stand, the bar, what is checked, what is done each tick.
        from vuistregel.consent import channels, checks, navigation, standing  # noqa: F401
