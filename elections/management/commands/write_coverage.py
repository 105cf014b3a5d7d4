"""manage.py write_coverage: write docs/councils.md from the published results."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from elections.coverage import coverage_page
from elections.selectors.contests import all_contests


class Command(BaseCommand):
    """Writes the table of what was reported, derived, bounded, disputed and unknown."""

    help = "Write docs/councils.md: what is known of every council, and how."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check."""
        parser.add_argument(
            "--check", action="store_true", help="only say whether the page is up to date"
        )

    @override
    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        """Write the page, or raise CommandError if it is to be checked and differs."""
        path = Path(settings.BASE_DIR) / "docs" / "councils.md"
        page = coverage_page(all_contests())
        if not check:
            path.write_text(page, encoding="utf-8")
            self.stdout.write(f"Wrote {path.name}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != page:
            raise CommandError(f"{path.name} is out of date: run manage.py write_coverage.")
