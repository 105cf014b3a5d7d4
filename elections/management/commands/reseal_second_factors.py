"""manage.py reseal_second_factors: seal second factors with the newest SECRET_KEY."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from elections.services.second_factors import reseal_second_factors


class Command(BaseCommand):
    """Seals them anew, and names whose can't be read."""

    help = (
        "Seal the secrets of second factors with the newest SECRET_KEY, so that an earlier one can"
        " leave SECRET_KEY_FALLBACKS."
    )

    @override
    def handle(self, *args: object, **options: object) -> None:
        """Seal them. Raises CommandError, with the rest done, where some can't be read."""
        found = reseal_second_factors()
        self.stdout.write(f"Sealed with the newest SECRET_KEY: {found.done}.")
        if found.unreadable:
            raise CommandError(
                f"Sealed with a key that is not known: {', '.join(found.unreadable)}. Put that key"
                " into SECRET_KEY_FALLBACKS, or reset their second factors at /desk/people/."
            )
