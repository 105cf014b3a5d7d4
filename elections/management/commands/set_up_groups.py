"""manage.py set_up_groups: make the groups of staff, which "migrate" does too."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from typing_extensions import override

from elections.services.staff import set_up_groups


class Command(BaseCommand):
    """Makes the groups, or brings them up to date."""

    help = "Make the groups of staff, one for each role, with their permissions. Whoever is in them stays."

    @override
    def handle(self, *args: object, **options: object) -> None:
        """Make the groups and say what changed."""
        for group in set_up_groups():
            what = "set up" if group.has_changed else "unchanged"
            self.stdout.write(f"Group {group.name}: {group.permissions} permissions, {what}.")
