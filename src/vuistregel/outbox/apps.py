from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "vuistregel.outbox"
    label = "outbox"

    def ready(self) -> None:
        from vuistregel.outbox import jobs, restored  # noqa: F401  (registers the sweep)

        restored.join_backups()
