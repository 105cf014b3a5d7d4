"""manage.py write_comparison: write docs/against-the-library.md from the published results."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from elections.against_the_library import comparison_page
from elections.selectors.against_the_library import compared_with_library


class Command(BaseCommand):
    """Writes where control by the seats and by the Commons Library differ, and why."""

    help = "Write docs/against-the-library.md: control by the seats and by the Commons Library."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check."""
        parser.add_argument(
            "--check", action="store_true", help="only say whether the page is up to date"
        )

    @override
    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        """Write the page, or raise CommandError if it is to be checked and differs."""
        base = Path(settings.BASE_DIR)
        path = base / "docs" / "against-the-library.md"
        page = comparison_page(compared_with_library(base / "fixtures" / "library-control.csv"))
        if not check:
            path.write_text(page, encoding="utf-8")
            self.stdout.write(f"Wrote {path.name}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != page:
            raise CommandError(f"{path.name} is out of date: run manage.py write_comparison.")
