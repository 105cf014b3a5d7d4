from __future__ import annotations

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Events: elections, contests, claims, and what reconciliation publishes from them."""

    name = "elections"
    default_auto_field = "django.db.models.BigAutoField"
