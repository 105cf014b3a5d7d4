"""manage.py backup FILE: write a copy of the whole database to a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from config.backups.backing_up import back_up
from config.backups.files import BackupError


class Command(BaseCommand):
    """Backs the database up while the site runs."""

    help = (
        "Write a copy of the whole database to FILE, as of one moment, while the site runs. FILE is readable by"
        " its owner alone, and must not be there yet. 'manage.py restore' puts it back; docs/operations.md says"
        " when to do either."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="where the backup is to be")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Back up, and say what was written. Raises CommandError where nothing was."""
        file: Path = options["file"]
        try:
            size = back_up(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"Backed up to {file}: {size / 1_000_000:,.1f} MB.")
