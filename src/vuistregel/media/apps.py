from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "vuistregel.media"
    label = "media"

    def ready(self) -> None:
        # Importing is registering: where rows stand, and what happens when a consent ends.
        from vuistregel.media import standing, withdrawals  # noqa: F401
        from vuistregel.media.pictures import forgetting, jobs  # noqa: F401
        from vuistregel.media.pictures import standing as pictures_standing  # noqa: F401
