from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "vuistregel.outbox"
    label = "outbox"

    def ready(self) -> None:
        from vuistregel.outbox import jobs  # noqa: F401  (registers the sweep)
