from __future__ import annotations

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """Standing facts: councils, regions, and parties' seats over time."""

    name = "councils"
    default_auto_field = "django.db.models.BigAutoField"
