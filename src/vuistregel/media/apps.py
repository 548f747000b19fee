from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "vuistregel.media"
    label = "media"

    def ready(self) -> None:
        # Importing is registering: where rows stand, what is done each day, what is forgotten.
        from vuistregel.media.pictures import standing  # noqa: F401
