from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "vuistregel.access"
    label = "access"

    def ready(self) -> None:
        from vuistregel.access import declared, second_lock  # noqa: F401  (registers the start-up checks)
        from vuistregel.access.signin import jobs, restored, shared_cache  # noqa: F401  (what the tick does)

        restored.join_backups()
        # Before the second lock, which grants the web role its rights on every table that is there.
        post_migrate.connect(shared_cache.make, sender=self, dispatch_uid="shared_cache")
        post_migrate.connect(second_lock.make, dispatch_uid="second_lock")
