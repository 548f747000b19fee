from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "vuistregel.media"
    label = "media"
