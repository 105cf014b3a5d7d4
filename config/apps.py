from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class ProjectConfig(AppConfig):
    """The project as a whole; it has no models, only system checks."""

    name = "config"
    label = "project"
    verbose_name = "Overall Control"

    def ready(self) -> None:
        """Register the project's system checks."""
        from config import checks as ours

        checks.register(ours.charts_can_be_drawn, checks.Tags.staticfiles)
        checks.register(ours.sqlite_waits_its_turn, checks.Tags.database)
        checks.register(ours.private_files_are_private, checks.Tags.security)
        checks.register(ours.static_files_are_collected, checks.Tags.staticfiles, deploy=True)
        checks.register(ours.production_runs_on_postgresql, checks.Tags.database, deploy=True)
        checks.register(ours.staff_have_a_second_factor, checks.Tags.security, deploy=True)
        checks.register(ours.sessions_end, checks.Tags.security, deploy=True)
