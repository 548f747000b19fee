from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "vuistregel.portal"
    label = "portal"
