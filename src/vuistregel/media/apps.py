from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "vuistregel.media"
    label = "media"

    def ready(self) -> None:
        # Importing is registering: where rows stand, and what happens when a consent ends.
        from vuistregel.media import checks, following, navigation, published, standing, withdrawals  # noqa: F401
        from vuistregel.media.albums import closing  # noqa: F401
        from vuistregel.media.albums import jobs as album_jobs  # noqa: F401
        from vuistregel.media.albums import navigation as albums_navigation  # noqa: F401
        from vuistregel.media.albums import standing as albums_standing  # noqa: F401
        from vuistregel.media.pictures import forgetting, jobs  # noqa: F401
        from vuistregel.media.pictures import standing as pictures_standing  # noqa: F401
