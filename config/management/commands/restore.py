"""manage.py restore FILE: put a backup in the place of everything in the database."""

from __future__ import annotations

import argparse
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from config.backups.backing_up import restore
from config.backups.files import BackupError


class Command(BaseCommand):
    """Restores a backup while the site runs, and checks what is there then."""

    help = (
        "Put a backup in the place of everything in the database, in one step, while the site runs. FILE is"
        " checked first; if anything is wrong, nothing changes. Afterwards everybody signs in again, and all"
        " data is checked as by 'manage.py check_integrity'. Back up what is there first: docs/operations.md."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a backup that 'manage.py backup' made")
        parser.add_argument(
            "--no-input", action="store_true", help="ask nothing, in a terminal neither"
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what came of it. Raises CommandError where nothing was restored."""
        file: Path = options["file"]
        if not options["no_input"] and sys.stdin.isatty():
            self.stdout.write(f"Everything in the database is replaced by what is in {file}.")
            if input("Type 'yes' to go on: ").strip().lower() != "yes":
                raise CommandError("Nothing was restored.")
        try:
            restored = restore(file, at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        is_quiet = options["verbosity"] == 0
        if not is_quiet:
            edition = restored.edition
            when = (
                f" of {timezone.localtime(edition.changed_at):%d %B %Y, %H:%M}"
                if edition.changed_at
                else ""
            )
            self.stdout.write(
                f"Restored from {file}: data version {edition.number}{when}. Everybody signs in again."
            )
        try:
            call_command("check_integrity", stdout=StringIO() if is_quiet else self.stdout)
        except CommandError as error:
            # It is in as it was backed up: what does not fit did not fit then.
            self.stderr.write(f"The backup is restored as it was, and in it {error}")
