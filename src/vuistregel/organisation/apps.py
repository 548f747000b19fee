from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "vuistregel.organisation"
    label = "organisation"

    def ready(self) -> None:
        # Importing is registering: where rows stand, who wears which hat, what the log calls people, what is checked.
        from vuistregel.organisation import (  # noqa: F401
            addresses,
            checks,
            forgetting,
            hats,
            jobs,
            names,
            navigation,
            standing,
        )
