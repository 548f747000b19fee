from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "vuistregel.access"
    label = "access"

    def ready(self) -> None:
        from vuistregel.access import declared  # noqa: F401  (registers the start-up checks)
