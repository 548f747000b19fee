from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "vuistregel.api"
    label = "api"

    def ready(self) -> None:
        from vuistregel.access.gate import declare_routes
        from vuistregel.api import (
            jobs,  # noqa: F401  (registers the sweep)
            start_checks,  # noqa: F401  (registers the check of operations)
        )
        from vuistregel.api.hooks import telling  # noqa: F401  (tells other systems of consents that change)

        # The API's documents are public; each operation is decided by its own declaration (operations.py), and the
        # gate refuses one without.
        declare_routes("api/v1", category="public")
