from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "vuistregel.portal"
    label = "portal"

    def ready(self) -> None:
        from vuistregel.portal import asking, frame, navigation  # noqa: F401  (who reads, where, whom to ask; the bar)
