from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "vuistregel.media"
    label = "media"

    def ready(self) -> None:
        # Importing is registering: where rows stand, and what happens when a consent ends.
        from vuistregel.media import standing, withdrawals  # noqa: F401
