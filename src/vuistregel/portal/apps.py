from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "vuistregel.portal"
    label = "portal"

    def ready(self) -> None:
        from vuistregel.portal import frame, navigation  # noqa: F401  (who reads, and the places in the bar)
