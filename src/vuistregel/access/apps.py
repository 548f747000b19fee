from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "vuistregel.access"
    label = "access"

    def ready(self) -> None:
        from vuistregel.access import declared, second_lock  # noqa: F401  (registers the start-up checks)

        post_migrate.connect(second_lock.make, dispatch_uid="second_lock")
