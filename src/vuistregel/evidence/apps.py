"""The room's place in Django: guards are re-made after every migration and checked at start."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class EvidenceConfig(AppConfig):
    name = "vuistregel.evidence"
    label = "evidence"

    def ready(self) -> None:
        from vuistregel.evidence import events, guards, jobs, sqlite, system_checks  # noqa: F401  (registers)

        sqlite.connect()
        jobs.join_backups()
        post_migrate.connect(guards.after_migrate, sender=self, dispatch_uid="evidence.guards")
        checks.register(system_checks.guards_stand, checks.Tags.database)
        checks.register(system_checks.kinds_are_complete)
