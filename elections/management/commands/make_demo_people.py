"""manage.py make_demo_people: make an account for each role, to try things with."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from elections.services.desk.stepping import Actor
from elections.services.people import UnfitNameError, add_person
from elections.services.staff import Role

PEOPLE: Final = (
    ("demo-viewer", Role.VIEWER),
    ("demo-reporter", Role.REPORTER),
    ("demo-reporter-2", Role.REPORTER),
    ("demo-verifier", Role.VERIFIER),
    ("demo-editor", Role.EDITOR),
    ("demo-admin", Role.ADMIN),
)
BY: Final = Actor("make_demo_people")


class Command(BaseCommand):
    """Makes them, unless this is a production site."""

    help = "Make an account for each role with a password that is shown once. Never in production."

    @override
    def handle(self, *args: object, **options: object) -> None:
        """Make who is not there yet. Raises CommandError on a production site."""
        if settings.HTTPS:
            raise CommandError(
                "HTTPS is on, so this is a production site: demonstration accounts do not belong"
                " here. Make real ones at /desk/people/."
            )
        for name, role in PEOPLE:
            try:
                # Whoever runs this is who tries things: nobody gave them these passwords.
                added = add_person(
                    name=name, roles=[role], by=BY, at=timezone.now(), keeps_password=True
                )
            except UnfitNameError:
                self.stdout.write(f"{name}: is there already; a new password at /desk/people/")
                continue
            self.stdout.write(f"{added.name}: {added.password}")
