from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class ElectionsConfig(AppConfig):
    """Events: elections, contests, claims, and what reconciliation publishes from them."""

    name = "elections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the groups made whenever tables are, and what people do at the door put on record."""
        from elections.accounts import recording

        post_migrate.connect(make_groups, sender=self, dispatch_uid="elections.make_groups")
        recording.connect()


def make_groups(using: str = DEFAULT_DB_ALIAS, apps: Apps = installed, **kwargs: Any) -> None:
    """Make the groups of staff after `migrate`, unless it stopped before there are groups at all."""
    from elections.services.staff import set_up_groups

    try:
        apps.get_model("auth", "Group")
    except LookupError:
        return
    set_up_groups(using=using)
