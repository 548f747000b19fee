from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "vuistregel.consent"
    label = "consent"

    def ready(self) -> None:
        # Importing is registering: where rows stand, the bar, what is checked, what is done each tick.
        from vuistregel.consent import channels, checks, following, forgetting, jobs, navigation, standing  # noqa: F401
        from vuistregel.consent.accounts import checks as account_checks  # noqa: F401
        from vuistregel.consent.accounts import standing as account_standing  # noqa: F401
        from vuistregel.consent.asks import own_part as asks_part  # noqa: F401
        from vuistregel.consent.lists import checks as list_checks  # noqa: F401
        from vuistregel.consent.lists import jobs as list_jobs  # noqa: F401
        from vuistregel.consent.lists import own_part, recall  # noqa: F401
        from vuistregel.consent.lists import standing as list_standing  # noqa: F401
