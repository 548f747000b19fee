from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "vuistregel.api"
    label = "api"
