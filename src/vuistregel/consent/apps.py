from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "vuistregel.consent"
    label = "consent"

    def ready(self) -> None:
        # Importing is registering: where rows stand, what is checked, what is done each tick.
        from vuistregel.consent import channels, standing  # noqa: F401
